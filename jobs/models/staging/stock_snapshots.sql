-- staging.stock_snapshots: one row per (product_id, snapshot_at), typed; the newest arrival wins.
-- snapshot_at: UTC. _rule, _reason: what the row alone says.

with
stock_snapshots as (select * from bronze.stock_snapshots),

parameters as (select * from run_parameters),

typed as (
    select
        trimmed(stock_snapshots.product_id) as product_id,
        read_integer(trimmed(stock_snapshots.stock)) as stock,
        read_instant(
            trimmed(stock_snapshots.snapshot_at), parameters.source_timezone, parameters.business_timezone
        ) as snapshot_at,
        trimmed(stock_snapshots.snapshot_at) as snapshot_at_text,
        trimmed(stock_snapshots.stock) as stock_text,
        stock_snapshots._source,
        stock_snapshots._line,
        stock_snapshots._ingested_at
    from stock_snapshots
    cross join parameters
),

-- A row without a key stays by itself, for the quarantine.
newest as (
    select typed.*
    from typed
    qualify row_number() over (
        partition by
            coalesce(product_id, concat(_source, ' ', cast(_line as string))),
            coalesce(cast(unix_micros(snapshot_at) as string), snapshot_at_text, concat(_source, ' ', cast(_line as string)))
        order by _ingested_at desc, _source desc, _line desc
    ) = 1
),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        newest.*,
        case
            when product_id is null then 'product_id: missing, expected a key'
            when snapshot_at_text is null then 'snapshot_at: missing, expected an ISO 8601 instant'
        end as missing_key,
        coalesce(
            case when snapshot_at is null then fault('snapshot_at', snapshot_at_text, 'an ISO 8601 instant') end,
            case
                when stock is null
                    then coalesce(fault('stock', stock_text, 'a whole number'), 'stock: missing, expected a whole number')
            end
        ) as unparsable
    from newest
),

final as (
    select
        product_id,
        stock,
        snapshot_at,
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
