-- live.category_activity: one row per (minute, category) with an event, once the watermark has closed the minute.

with
closing as (select * from stream_closing),

views as (select * from live.views),

cart as (select * from live.cart),

orders as (select * from live.orders),

events as (
    select category, 'page_view' as event_type, is_late, event_ts from views
    union all
    select category, event_type, is_late, event_ts from cart
    union all
    select category, 'purchase' as event_type, is_late, event_ts from orders
),

closed as (
    select
        coalesce(events.category, '(none)') as category,
        events.event_type,
        date_trunc('minute', events.event_ts) as minute
    from events
    cross join closing
    where
        not events.is_late
        and events.event_ts >= closing.closed_from
        and events.event_ts < closing.closed_to
),

final as (
    select
        category,
        count_if(event_type = 'page_view') as views,
        count_if(event_type = 'add_to_cart') as adds,
        count_if(event_type = 'remove_from_cart') as removes,
        count_if(event_type = 'purchase') as purchases,
        minute,
        cast(minute as date) as date
    from closed
    group by minute, category
)

select * from final
