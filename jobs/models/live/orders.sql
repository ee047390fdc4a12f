-- live.orders: one row per purchase event: a line of an order.
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
        events.order_id,
        coalesce(events.category, products.category_name) as category,
        events.channel,
        events.store_type,
        events.city,
        events.province,
        events.payment_method,
        events.quantity,
        events.unit_price,
        cast(coalesce(events.quantity * events.unit_price, 0) as decimal(18, 4)) as total,
        events.is_simulated,
        events.is_late,
        events.event_ts,
        events.date
    from events
    left join products on events.product_id = products.product_id
    where events.event_type = 'purchase'
)

select * from final
