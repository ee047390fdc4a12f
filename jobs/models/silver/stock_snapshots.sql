-- silver.stock_snapshots: one row per (product_id, snapshot_at).
-- snapshot_at: UTC.

with
stock_snapshots as (select * from staging.stock_snapshots),

final as (
    select
        product_id,
        snapshot_at,
        stock,
        _rule,
        _reason,
        _source,
        _line,
        _ingested_at
    from stock_snapshots
)

select * from final
