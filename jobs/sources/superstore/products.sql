-- bronze.products: one row per (product id, product name): some ids carry two names.
-- price: of one unit before discount; cost: of one unit, from the line's profit.

with
lines as (select * from bronze.superstore_lines),

priced as (
    select
        concat(product_id, '|', product_name) as product_id,
        product_name as name,
        concat(category, '/', sub_category) as category_id,
        round(
            try_cast(sales as decimal(18, 6))
            / (try_cast(quantity as integer) * (1 - try_cast(discount as decimal(4, 2)))),
            2
        ) as price,
        round(
            (try_cast(sales as decimal(18, 6)) - try_cast(profit as decimal(18, 6))) / try_cast(quantity as integer),
            4
        ) as cost
    from lines
),

final as (
    select
        product_id,
        min(name) as name,
        min(category_id) as category_id,
        min(price) as price,
        min(cost) as cost
    from priced
    group by product_id
)

select * from final
