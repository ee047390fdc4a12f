-- live.sessions: one row per (session_id, started_at), once the hour is over in which the watermark is 30 minutes past its last event.
-- An event 30 minutes after the one before begins another. Of one that lasts longer, the last 24 hours count.

with
closing as (select * from stream_closing),

views as (select * from live.views),

cart as (select * from live.cart),

orders as (select * from live.orders),

events as (
    select
        event_id,
        session_id,
        customer_id,
        cast(null as string) as order_id,
        'page_view' as event_type,
        is_late,
        cast(0 as decimal(18, 4)) as total,
        event_ts
    from views
    union all
    select
        event_id,
        session_id,
        customer_id,
        cast(null as string) as order_id,
        event_type,
        is_late,
        cast(0 as decimal(18, 4)) as total,
        event_ts
    from cart
    union all
    select
        event_id,
        session_id,
        customer_id,
        order_id,
        'purchase' as event_type,
        is_late,
        total,
        event_ts
    from orders
),

-- Whose last event the watermark may have passed by 30 minutes: few of those of a day.
candidates as (
    select distinct events.session_id
    from events
    cross join closing
    where
        events.session_id is not null
        and not events.is_late
        and events.event_ts > closing.closed_from - interval 30 minute
        and events.event_ts <= closing.closed_to - interval 30 minute
),

recent as (
    select
        events.*,
        row_number() over (partition by events.session_id order by events.event_ts, events.event_id) as place,
        lag(events.event_ts) over (partition by events.session_id order by events.event_ts, events.event_id) as before_ts
    from events
    inner join candidates on events.session_id = candidates.session_id
    cross join closing
    where
        not events.is_late
        and events.event_ts > closing.closed_from - interval 1470 minute
        and events.event_ts < closing.closed_to
),

numbered as (
    select
        *,
        sum(case when event_ts >= before_ts + interval 30 minute then 1 else 0 end)
            over (partition by session_id order by place) as visit
    from recent
),

bounded as (
    select *, max(event_ts) over (partition by session_id, visit) as ended_at
    from numbered
),

closed as (
    select bounded.*
    from bounded
    cross join closing
    where
        bounded.ended_at + interval 30 minute > closing.closed_from
        and bounded.ended_at + interval 30 minute <= closing.closed_to
        and bounded.event_ts > bounded.ended_at - interval 1440 minute
),

final as (
    select
        session_id,
        min_by(customer_id, case when customer_id is not null then place end) as customer_id,
        count_if(event_type = 'page_view') as views,
        count_if(event_type = 'add_to_cart') as adds,
        count_if(event_type = 'remove_from_cart') as removes,
        count_if(event_type = 'purchase') as purchases,
        count(distinct order_id) as orders,
        cast(least(sum(total), 99999999999999.9999) as decimal(18, 4)) as revenue,
        min(event_ts) as started_at,
        max(event_ts) as ended_at,
        cast(min(event_ts) as date) as date
    from closed
    group by session_id, visit
)

select * from final
