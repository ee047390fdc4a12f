-- staging.payments: one row per (order_id, sequence), typed; the newest arrival wins.
-- amount: decimal(18,4). _rule, _reason: what the row alone says.

with
-- A row without a key stays by itself, for the quarantine; so does a sequence that is no number.
payments as (
    select *
    from bronze.payments
    qualify row_number() over (
        partition by
            coalesce(trimmed(order_id), concat(_source, ' ', cast(_line as string))),
            coalesce(cast(read_integer(trimmed(sequence)) as string), trimmed(sequence), '1')
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

typed as (
    select
        trimmed(order_id) as order_id,
        read_integer(coalesce(trimmed(sequence), '1')) as sequence,
        trimmed(method) as method,
        read_decimal(trimmed(amount)) as amount,
        trimmed(sequence) as sequence_text,
        trimmed(amount) as amount_text,
        _source,
        _line,
        _ingested_at
    from payments
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        typed.*,
        case when order_id is null then 'order_id: missing, expected a key' end as missing_key,
        coalesce(
            case when sequence is null then fault('sequence', sequence_text, 'a whole number') end,
            case when amount is null then fault('amount', amount_text, 'a number') end
        ) as unparsable
    from typed
),

final as (
    select
        order_id,
        sequence,
        method,
        amount,
        case
            when missing_key is not null then 'missing_key'
            when unparsable is not null then 'unparsable'
        end as _rule,
        coalesce(missing_key, unparsable) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
