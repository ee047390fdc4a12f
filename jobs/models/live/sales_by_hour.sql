-- live.sales_by_hour: one row per (hour, store_id) with a purchase, once the watermark has closed the hour.
-- orders: distinct. revenue: decimal(18,4), at most what that holds.

with
closing as (select * from stream_closing),

orders as (select * from live.orders),

closed as (
    select
        orders.order_id,
        orders.store_id,
        orders.quantity,
        orders.total,
        date_trunc('hour', orders.event_ts) as hour
    from orders
    cross join closing
    where
        not orders.is_late
        and orders.event_ts >= date_trunc('hour', closing.closed_from)
        and orders.event_ts < date_trunc('hour', closing.closed_to)
),

final as (
    select
        store_id,
        count(distinct order_id) as orders,
        cast(sum(quantity) as bigint) as units,
        cast(least(sum(total), 99999999999999.9999) as decimal(18, 4)) as revenue,
        hour,
        cast(hour as date) as date
    from closed
    group by hour, store_id
)

select * from final
