-- silver.events: one row per event_id of all time: of repeats the one that came first.
-- run_events: all that ever came, or what came since the last run, of which the ids that are here already are left out.
-- unit_price: decimal(18,4). event_ts, received_at: UTC. Nothing is refused here: what could not be read is no event.

with
-- Only ids that came more than once go through a window: it would hold every column of every event.
repeated as (
    select event_id
    from run_events
    group by event_id
    having count(*) > 1
),

first_arrivals as (
    select run_events.*
    from run_events
    left join repeated on run_events.event_id = repeated.event_id
    where repeated.event_id is null
    union all
    select run_events.*
    from run_events
    inner join repeated on run_events.event_id = repeated.event_id
    qualify row_number() over (
        partition by repeated.event_id
        order by run_events.batch, run_events.topic, run_events.partition, run_events.offset
    ) = 1
),

final as (
    select
        first_arrivals.event_id,
        first_arrivals.event_type,
        first_arrivals.session_id,
        first_arrivals.customer_id,
        first_arrivals.product_id,
        first_arrivals.category,
        first_arrivals.order_id,
        first_arrivals.payment_method,
        first_arrivals.channel,
        first_arrivals.store_id,
        first_arrivals.store_type,
        first_arrivals.city,
        first_arrivals.province,
        first_arrivals.latitude,
        first_arrivals.longitude,
        first_arrivals.is_simulated,
        first_arrivals.topic,
        first_arrivals.partition,
        first_arrivals.offset,
        first_arrivals.quantity,
        first_arrivals.unit_price,
        first_arrivals.event_ts,
        first_arrivals.received_at,
        first_arrivals.date
    from first_arrivals
)

select * from final
