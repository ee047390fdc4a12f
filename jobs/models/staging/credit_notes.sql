-- staging.credit_notes: one row per order_id of a refunded order whose lines are all negative.
-- A line that cannot be read is not negative.

with
orders as (select order_id, status, payment_status from staging.orders),

order_items as (select order_id, quantity, line_total from staging.order_items),

final as (
    select orders.order_id
    from orders
    inner join order_items on orders.order_id = order_items.order_id
    where coalesce(orders.status, '') <> 'CANCELLED' and orders.payment_status = 'REFUNDED'
    group by orders.order_id
    having count(*) = count_if(order_items.quantity < 0 or order_items.line_total < 0)
)

select * from final
