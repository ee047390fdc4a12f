-- staging.stream_order_items: one row per order_item_id: a purchase of an order whose lines the shop's files do not have.
-- As bronze.order_items has it: text. _line: its offset. order_item_id: the event's id.

with
parameters as (select * from run_parameters),

purchases as (
    select events.*
    from silver.events
    cross join parameters
    where events.event_type = 'purchase' and (parameters.promote_simulated or not events.is_simulated)
),

-- The shop's own order wins with its lines, in the quarantine too.
known_orders as (
    select trimmed(order_id) as order_id
    from bronze.orders
    where trimmed(order_id) in (select order_id from purchases)
    union
    select trimmed(order_id) as order_id
    from bronze.order_items
    where trimmed(order_id) in (select order_id from purchases)
),

known_items as (
    select distinct trimmed(order_item_id) as order_item_id
    from bronze.order_items
    where trimmed(order_item_id) in (select event_id from purchases)
),

final as (
    select
        purchases.event_id as order_item_id,
        purchases.order_id,
        purchases.product_id,
        cast(purchases.quantity as string) as quantity,
        cast(purchases.unit_price as string) as unit_price,
        cast(null as string) as unit_cost,
        cast(null as string) as line_total,
        cast(null as string) as discount_percent,
        concat(cast(from_utc_timestamp(purchases.event_ts, 'UTC') as string), 'Z') as created_at,
        'stream' as _source,
        purchases.offset as _line,
        purchases.received_at as _ingested_at,
        cast(null as string) as _run_id
    from purchases
    left join known_orders on purchases.order_id = known_orders.order_id
    left join known_items on purchases.event_id = known_items.order_item_id
    where known_orders.order_id is null and known_items.order_item_id is null
)

select * from final
