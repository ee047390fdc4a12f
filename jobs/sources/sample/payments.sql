-- bronze.payments: one row per part of a payment; orders paid at once have none.

select
    order_number as order_id,
    part as sequence,
    method,
    amount,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_split_payments
