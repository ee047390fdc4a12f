-- silver.products: one row per product_id.
-- price, cost: decimal(18,4). margin_percent: 0 to 100, double. category_path: '(none)' without a known category.

with
products as (select * from staging.products),

categories as (select * from silver.product_categories),

parameters as (select * from run_parameters),

final as (
    select
        products.product_id,
        products.name,
        products.description,
        products.category_id,
        coalesce(categories.category_path, '(none)') as category_path,
        coalesce(categories.name, '(none)') as category_name,
        coalesce(categories.root_category, '(none)') as root_category,
        products.subcategory,
        products.brand,
        products.model,
        products.price,
        products.cost,
        products.stock,
        products.weight_kg,
        products.dimensions,
        cast(products.price - products.cost as double) / nullif(cast(products.price as double), 0) * 100
            as margin_percent,
        case
            when products.price < parameters.price_band_budget then 'BUDGET'
            when products.price < parameters.price_band_mid then 'MID'
            when products.price < parameters.price_band_premium then 'PREMIUM'
            when products.price is not null then 'LUXURY'
        end as price_band,
        products.launch_date,
        products.created_at,
        products.is_active,
        products._rule,
        products._reason,
        products._source,
        products._line,
        products._ingested_at
    from products
    cross join parameters
    left join categories on products.category_id = categories.category_id
)

select * from final
