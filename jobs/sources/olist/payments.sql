-- bronze.payments: one row per part of an order's payment.

select
    order_id,
    payment_sequential as sequence,
    payment_type as method,
    payment_value as amount,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.olist_payments
