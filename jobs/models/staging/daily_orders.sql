-- staging.daily_orders: one row per (dimension, value, day): what adds up over days of an order count.
-- customers_of_<grain>, buyers_of_<grain>: customers whose first order, or sale, of that grain's period is of this day.

with
calendar as (select * from run_calendar),

as_of as (select * from run_as_of),

-- Ties of one instant go to the lower order id.
first_sales as (
    select orders.order_id
    from silver.orders
    cross join run_as_of
    where orders.is_sale and orders.customer_id is not null and orders.order_date <= run_as_of.as_of
    qualify row_number() over (
        partition by orders.customer_id
        order by orders.order_date, orders.order_id
    ) = 1
),

-- Numbers sort and compare faster than ids.
customer_numbers as (
    select customer_id, row_number() over (order by customer_id) as customer_number
    from silver.customers
),

-- STATUS counts all of its orders, and its sales beside them; the others count sales.
order_dimensions as (
    select 'TOTAL' as dimension, true as is_of_sales, true as is_own
    union all
    select 'CHANNEL' as dimension, true as is_of_sales, true as is_own
    union all
    select 'STORE' as dimension, true as is_of_sales, true as is_own
    union all
    select 'COUNTRY' as dimension, true as is_of_sales, true as is_own
    union all
    select 'REGION' as dimension, true as is_of_sales, true as is_own
    union all
    select 'PAYMENT_METHOD' as dimension, true as is_of_sales, true as is_own
    union all
    select 'STATUS' as dimension, false as is_of_sales, true as is_own
    union all
    select 'STATUS' as dimension, true as is_of_sales, false as is_own
),

line_dimensions as (
    select 'CATEGORY' as dimension
    union all
    select 'ROOT_CATEGORY' as dimension
),

-- A row an order and value; a row a line where the value is the line's, so that an order may repeat.
order_values as (
    select
        order_dimensions.dimension,
        order_dimensions.is_of_sales,
        order_dimensions.is_own,
        case order_dimensions.dimension
            when 'TOTAL' then ''
            when 'CHANNEL' then coalesce(orders.channel, '(none)')
            when 'STORE' then coalesce(orders.store_id, '(none)')
            when 'COUNTRY' then coalesce(orders.country, '(none)')
            when 'REGION' then concat(coalesce(orders.country, '(none)'), '/', coalesce(orders.region, '(none)'))
            when 'PAYMENT_METHOD' then coalesce(orders.payment_method, '(none)')
            when 'STATUS' then coalesce(orders.status, '(none)')
        end as value,
        orders.local_date,
        cast(null as string) as order_id,
        customer_numbers.customer_number,
        orders.is_sale,
        orders.is_refunded,
        coalesce(orders.status = 'CANCELLED', false) as is_cancelled,
        first_sales.order_id is not null as is_first_sale,
        orders.is_sale or not order_dimensions.is_of_sales as is_counted
    from silver.orders
    cross join as_of
    cross join order_dimensions
    left join customer_numbers on orders.customer_id = customer_numbers.customer_id
    left join first_sales on orders.order_id = first_sales.order_id
    where orders.order_date <= as_of.as_of
    union all
    select
        line_dimensions.dimension,
        true as is_of_sales,
        true as is_own,
        case line_dimensions.dimension
            when 'CATEGORY' then sale_lines.category_path
            when 'ROOT_CATEGORY' then sale_lines.root_category
        end as value,
        sale_lines.local_date,
        sale_lines.order_id,
        customer_numbers.customer_number,
        sale_lines.is_sale,
        sale_lines.is_refunded,
        coalesce(sale_lines.status = 'CANCELLED', false) as is_cancelled,
        first_sales.order_id is not null as is_first_sale,
        sale_lines.is_sale as is_counted
    from gold.sale_lines
    cross join line_dimensions
    left join customer_numbers on sale_lines.customer_id = customer_numbers.customer_id
    left join first_sales on sale_lines.order_id = first_sales.order_id
    where sale_lines.product_id is not null
),

-- What the same customer, or all guests, ordered before among what is counted.
sequenced as (
    select
        order_values.*,
        lag(local_date) over (
            partition by dimension, is_of_sales, value, customer_number, is_counted
            order by local_date, order_id
        ) as previous_date,
        lag(order_id) over (
            partition by dimension, is_of_sales, value, customer_number, is_counted
            order by local_date, order_id
        ) as previous_order_id
    from order_values
),

-- Of the lines of one order with one value, the first.
seen as (
    select
        sequenced.dimension,
        sequenced.value,
        sequenced.local_date,
        sequenced.previous_date,
        sequenced.is_sale,
        sequenced.is_cancelled,
        sequenced.is_refunded,
        sequenced.is_first_sale,
        sequenced.is_own,
        sequenced.is_own and sequenced.is_counted as is_order,
        sequenced.is_own and sequenced.is_counted and sequenced.customer_number is not null as has_customer,
        sequenced.is_of_sales and sequenced.is_sale and sequenced.customer_number is not null as has_buyer
    from sequenced
    where sequenced.order_id is null or coalesce(sequenced.previous_order_id <> sequenced.order_id, true)
),

final as (
    select
        seen.dimension,
        seen.value,
        calendar.day,
        count_if(seen.is_order) as orders,
        count_if(seen.is_own and seen.is_sale) as sales,
        count_if(seen.has_buyer) as customer_sales,
        count_if(seen.is_own and seen.is_cancelled) as cancelled_orders,
        count_if(seen.is_own and seen.is_refunded) as refunded_orders,
        count_if(seen.is_own and seen.is_first_sale) as new_customers,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.day, true)) as customers_of_day,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.week_start, true)) as customers_of_week,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.month_start, true)) as customers_of_month,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.quarter_start, true)) as customers_of_quarter,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.year_start, true)) as customers_of_year,
        count_if(seen.has_buyer and coalesce(seen.previous_date < calendar.day, true)) as buyers_of_day,
        count_if(seen.has_buyer and coalesce(seen.previous_date < calendar.week_start, true)) as buyers_of_week,
        count_if(seen.has_buyer and coalesce(seen.previous_date < calendar.month_start, true)) as buyers_of_month,
        count_if(seen.has_buyer and coalesce(seen.previous_date < calendar.quarter_start, true)) as buyers_of_quarter,
        count_if(seen.has_buyer and coalesce(seen.previous_date < calendar.year_start, true)) as buyers_of_year
    from seen
    inner join calendar on seen.local_date = calendar.day
    group by seen.dimension, seen.value, calendar.day
)

select * from final
