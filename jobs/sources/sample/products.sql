-- bronze.products: one row per product.

select
    sku as product_id,
    product_name as name,
    description,
    category as category_id,
    brand,
    model,
    list_price as price,
    unit_cost as cost,
    stock,
    weight_kg,
    dimensions_cm as dimensions,
    launch_date,
    active as is_active,
    created_at,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_products
