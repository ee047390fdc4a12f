-- bronze.orders: one row per order id of the lines; a line repeats its order's facts.

with
lines as (select * from bronze.superstore_lines),

-- Dates are m/d/y.
dated as (
    select
        *,
        concat(
            split_part(order_date, '/', 3), '-',
            concat(lpad(split_part(order_date, '/', 1), 2, '0'), '-', lpad(split_part(order_date, '/', 2), 2, '0'))
        ) as ordered_on,
        concat(
            split_part(ship_date, '/', 3), '-',
            concat(lpad(split_part(ship_date, '/', 1), 2, '0'), '-', lpad(split_part(ship_date, '/', 2), 2, '0'))
        ) as shipped_on
    from lines
),

final as (
    select
        order_id,
        min(customer_id) as customer_id,
        min(ordered_on) as order_date,
        'delivered' as status,
        min(country) as country,
        min(region) as region,
        min(city) as city,
        min(shipped_on) as actual_delivery
    from dated
    group by order_id
)

select * from final
