-- live.product_activity: one row per (minute, product_id) with an event, once the watermark has closed the minute.

with
closing as (select * from stream_closing),

views as (select * from live.views),

cart as (select * from live.cart),

orders as (select * from live.orders),

events as (
    select product_id, 'page_view' as event_type, is_late, event_ts from views
    union all
    select product_id, event_type, is_late, event_ts from cart
    union all
    select product_id, 'purchase' as event_type, is_late, event_ts from orders
),

closed as (
    select events.product_id, events.event_type, date_trunc('minute', events.event_ts) as minute
    from events
    cross join closing
    where
        events.product_id is not null
        and not events.is_late
        and events.event_ts >= closing.closed_from
        and events.event_ts < closing.closed_to
),

counted as (
    select
        product_id,
        count_if(event_type = 'page_view') as views,
        count_if(event_type = 'add_to_cart') as adds,
        count_if(event_type = 'purchase') as purchases,
        minute,
        cast(minute as date) as date
    from closed
    group by minute, product_id
),

-- Taking out of a cart is no interest in a product.
final as (select * from counted where views + adds + purchases > 0)

select * from final
