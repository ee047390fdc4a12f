-- bronze.customers: one row per customer of the lines.
-- Registered: with the first order. The city belongs to the order.

with
lines as (select * from bronze.superstore_lines),

-- Dates are m/d/y.
dated as (
    select
        customer_id,
        customer_name,
        concat(
            split_part(order_date, '/', 3), '-',
            concat(lpad(split_part(order_date, '/', 1), 2, '0'), '-', lpad(split_part(order_date, '/', 2), 2, '0'))
        ) as ordered_on
    from lines
),

final as (
    select customer_id, min(customer_name) as name, min(ordered_on) as registration_date
    from dated
    group by customer_id
)

select * from final
