-- bronze.customers: one row per person (customer_unique_id); customer_id is one an order.
-- Registered: with the first order, whose place is the customer's.

with
customers as (select * from bronze.olist_customers),

orders as (select * from bronze.olist_orders),

ranked as (
    select
        customers.customer_unique_id as customer_id,
        orders.order_purchase_timestamp as registration_date,
        customers.customer_city as city,
        customers.customer_state as region,
        row_number() over (
            partition by customers.customer_unique_id
            order by orders.order_purchase_timestamp, orders.order_id
        ) as place
    from customers
    inner join orders on customers.customer_id = orders.customer_id
),

final as (
    select customer_id, registration_date, city, region, 'BR' as country
    from ranked
    where place = 1
)

select * from final
