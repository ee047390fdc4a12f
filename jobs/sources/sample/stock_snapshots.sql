-- bronze.stock_snapshots: one row per count of a product.

select
    sku as product_id,
    counted_at as snapshot_at,
    units as stock,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_stock
