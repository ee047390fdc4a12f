-- bronze.stores: one row per store.

select
    store as store_id,
    name,
    type,
    city,
    region,
    country,
    lat as latitude,
    lon as longitude,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_stores
