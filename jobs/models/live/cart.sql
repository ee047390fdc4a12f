-- live.cart: one row per product that was put into a cart or taken out of it.
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
        events.event_type,
        coalesce(events.category, products.category_name) as category,
        events.channel,
        events.store_type,
        events.city,
        events.province,
        events.quantity,
        events.unit_price,
        events.is_simulated,
        events.is_late,
        events.event_ts,
        events.date
    from events
    left join products on events.product_id = products.product_id
    where events.event_type in ('add_to_cart', 'remove_from_cart')
)

select * from final
