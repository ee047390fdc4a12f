-- bronze.customers: one row per customer of the shop.

select
    customer_code as customer_id,
    full_name as name,
    e_mail as email,
    phone,
    registered_at as registration_date,
    birth_date,
    city,
    state as region,
    country,
    active as is_active,
    acquisition_cost,
    _source,
    _line,
    _ingested_at,
    _run_id
from bronze.sample_customers
