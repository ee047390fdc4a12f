-- live.sales_per_minute: one row per (minute, dimension, value) with a purchase, once the watermark has closed the minute.
-- orders: distinct; an order whose lines lie in two minutes is in both. revenue: decimal(18,4), at most what that holds.

with
closing as (select * from stream_closing),

orders as (select * from live.orders),

closed as (
    select
        orders.order_id,
        orders.quantity,
        orders.total,
        orders.category,
        orders.store_id,
        orders.city,
        date_trunc('minute', orders.event_ts) as minute
    from orders
    cross join closing
    where
        not orders.is_late
        and orders.event_ts >= closing.closed_from
        and orders.event_ts < closing.closed_to
),

valued as (
    select minute, 'TOTAL' as dimension, cast(null as string) as value, order_id, quantity, total
    from closed
    union all
    select minute, 'CATEGORY' as dimension, coalesce(category, '(none)') as value, order_id, quantity, total
    from closed
    union all
    select minute, 'STORE' as dimension, coalesce(store_id, '(none)') as value, order_id, quantity, total
    from closed
    union all
    select minute, 'CITY' as dimension, coalesce(city, '(none)') as value, order_id, quantity, total
    from closed
),

final as (
    select
        dimension,
        value,
        count(distinct order_id) as orders,
        cast(sum(quantity) as bigint) as units,
        cast(least(sum(total), 99999999999999.9999) as decimal(18, 4)) as revenue,
        cast(sum(total) as double) / count(distinct order_id) as average_ticket,
        minute,
        cast(minute as date) as date
    from valued
    group by minute, dimension, value
)

select * from final
