-- bronze.product_categories: one row per category of a product, by its Portuguese name; named in English where translated.

select distinct
    products.product_category_name as category_id,
    coalesce(names.product_category_name_english, products.product_category_name) as name
from bronze.olist_products as products
left join bronze.olist_category_names as names
    on products.product_category_name = names.product_category_name
where products.product_category_name is not null
