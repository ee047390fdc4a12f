-- bronze.orders: one row per order.

select
    order_number as order_id,
    customer as customer_id,
    ordered_at as order_date,
    state as status,
    payment_method,
    payment_state as payment_status,
    channel,
    store as store_id,
    country,
    state_or_region as region,
    city,
    subtotal,
    tax as tax_amount,
    shipping as shipping_cost,
    discount as discount_amount,
    total as total_amount,
    address as shipping_address,
    promised_for as estimated_delivery,
    delivered_at as actual_delivery,
    notes,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_orders
