-- staging.stream_orders: one row per order_id that purchases name and the shop's files do not; its first line says the rest.
-- As bronze.orders has it: text. _line: the offset of the first line. A purchase is paid when it comes.

with
parameters as (select * from run_parameters),

purchases as (
    select events.*
    from silver.events
    cross join parameters
    where events.event_type = 'purchase' and (parameters.promote_simulated or not events.is_simulated)
),

-- The shop's own row wins, in the quarantine too.
known as (
    select distinct trimmed(order_id) as order_id
    from bronze.orders
    where trimmed(order_id) in (select order_id from purchases)
),

-- A line that the files have in another order makes none here: without it an order would be worth nothing.
elsewhere as (
    select distinct purchases.event_id
    from purchases
    inner join bronze.order_items on purchases.event_id = trimmed(order_items.order_item_id)
    where purchases.order_id <> coalesce(trimmed(order_items.order_id), '')
),

first_lines as (
    select purchases.*
    from purchases
    left join known on purchases.order_id = known.order_id
    left join elsewhere on purchases.event_id = elsewhere.event_id
    where known.order_id is null and elsewhere.event_id is null
    qualify row_number() over (partition by purchases.order_id order by purchases.event_ts, purchases.event_id) = 1
),

final as (
    select
        first_lines.order_id,
        first_lines.customer_id,
        concat(cast(from_utc_timestamp(first_lines.event_ts, 'UTC') as string), 'Z') as order_date,
        'confirmed' as status,
        first_lines.payment_method,
        'completed' as payment_status,
        first_lines.channel,
        first_lines.store_id,
        cast(null as string) as country,
        first_lines.province as region,
        first_lines.city,
        cast(null as string) as subtotal,
        cast(null as string) as tax_amount,
        cast(null as string) as shipping_cost,
        cast(null as string) as discount_amount,
        cast(null as string) as total_amount,
        cast(null as string) as shipping_address,
        cast(null as string) as estimated_delivery,
        cast(null as string) as actual_delivery,
        cast(null as string) as notes,
        'stream' as _source,
        first_lines.offset as _line,
        first_lines.received_at as _ingested_at,
        cast(null as string) as _run_id
    from first_lines
)

select * from final
