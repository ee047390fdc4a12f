-- bronze.order_items: one row per line of an order.

select
    line_id as order_item_id,
    order_number as order_id,
    sku as product_id,
    qty as quantity,
    unit_price,
    unit_cost,
    discount_pct as discount_percent,
    entered_at as created_at,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_order_lines
