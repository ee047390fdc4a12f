-- bronze.orders: one row per order, of the person who ordered.

select
    orders.order_id,
    customers.customer_unique_id as customer_id,
    orders.order_purchase_timestamp as order_date,
    orders.order_status as status,
    'BR' as country,
    customers.customer_state as region,
    customers.customer_city as city,
    orders.order_estimated_delivery_date as estimated_delivery,
    orders.order_delivered_customer_date as actual_delivery,
    orders._source,
    orders._line,
    orders._ingested_at,
    orders._run_id
from bronze.olist_orders as orders
left join bronze.olist_customers as customers on orders.customer_id = customers.customer_id
