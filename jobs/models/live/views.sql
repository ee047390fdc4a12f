-- live.views: one row per page view.
-- category: the event's own, else the leaf name of the product that is published now.

with
events as (select * from stream_events),

products as (select * from stream_products),

final as (
    select
        events.event_id,
        events.session_id,
        events.customer_id,
        events.product_id,
        events.store_id,
        coalesce(events.category, products.category_name) as category,
        events.channel,
        events.store_type,
        events.city,
        events.province,
        events.is_simulated,
        events.is_late,
        events.event_ts,
        events.date
    from events
    left join products on events.product_id = products.product_id
    where events.event_type = 'page_view'
)

select * from final
