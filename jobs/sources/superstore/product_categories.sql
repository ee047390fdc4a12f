-- bronze.product_categories: one row per category, and one per sub-category below it.

select distinct
    category as category_id,
    category as name,
    null as parent_category_id
from bronze.superstore_lines

union all

select distinct
    concat(category, '/', sub_category) as category_id,
    sub_category as name,
    category as parent_category_id
from bronze.superstore_lines
