-- silver.payments: one row per (order_id, sequence).
-- amount: decimal(18,4).

with
payments as (select * from staging.payments),

final as (
    select
        order_id,
        sequence,
        method,
        amount,
        _rule,
        _reason,
        _source,
        _line,
        _ingested_at
    from payments
)

select * from final
