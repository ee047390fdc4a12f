-- bronze.product_categories: one row per category of the tree.

select
    id as category_id,
    name,
    parent as parent_category_id,
    description,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_categories
