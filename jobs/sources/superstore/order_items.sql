-- bronze.order_items: one row per line of the file; an order may name a product twice.

select
    row_id as order_item_id,
    order_id,
    concat(product_id, '|', product_name) as product_id,
    quantity,
    round(
        try_cast(sales as decimal(18, 6))
        / (try_cast(quantity as integer) * (1 - try_cast(discount as decimal(4, 2)))),
        2
    ) as unit_price,
    sales as line_total,
    cast(try_cast(discount as decimal(4, 2)) * 100 as integer) as discount_percent,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.superstore_lines
