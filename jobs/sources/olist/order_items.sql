-- bronze.order_items: one row per unit sold; freight is apart.

select
    concat(order_id, '-', order_item_id) as order_item_id,
    order_id,
    product_id,
    '1' as quantity,
    price as unit_price,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.olist_order_items
