-- bronze.products: one row per product; Olist gives no names: category and the beginning of the id.
-- price: median of its items' prices.

with
products as (select * from bronze.olist_products),

names as (select * from bronze.olist_category_names),

prices as (
    select product_id, percentile(try_cast(price as double), 0.5) as price
    from bronze.olist_order_items
    group by product_id
),

final as (
    select
        products.product_id,
        concat(
            coalesce(names.product_category_name_english, products.product_category_name, 'product'),
            ' ',
            substring(products.product_id, 1, 8)
        ) as name,
        products.product_category_name as category_id,
        cast(round(cast(prices.price as decimal(18, 6)), 4) as decimal(18, 4)) as price,
        products._source,
        products._line,
        products._ingested_at,
        products._run_id
    from products
    left join names on products.product_category_name = names.product_category_name
    left join prices on products.product_id = prices.product_id
)

select * from final
