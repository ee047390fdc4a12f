-- staging.daily_orders: one row per (dimension, value, day): what adds up over days of an order count.
-- customers_of_<grain>, buyers_of_<grain>: customers whose first order, or sale, of that grain's period is of this day.

with
calendar as (select * from run_calendar),

customer_numbers as (
    select customer_id, row_number() over (order by customer_id) as customer_number
    from silver.customers
),

-- Numbers sort and compare faster than ids; an order's is its place in time.
numbered as (
    select
        row_number() over (order by orders.local_date, orders.order_date, orders.order_id) as order_number,
        orders.order_id,
        orders.local_date,
        orders.channel,
        orders.store_id,
        orders.country,
        orders.region,
        orders.payment_method,
        orders.status,
        orders.is_sale,
        orders.is_refunded,
        coalesce(orders.status = 'CANCELLED', false) as is_cancelled,
        customer_numbers.customer_number
    from silver.orders
    cross join run_as_of
    left join customer_numbers on orders.customer_id = customer_numbers.customer_id
    where orders.order_date <= run_as_of.as_of
),

first_sales as (
    select customer_number, min(order_number) as order_number
    from numbered
    where is_sale and customer_number is not null
    group by customer_number
),

-- Each order of a guest is a buyer of its own: the negative of the order's number.
orders as (
    select
        numbered.*,
        coalesce(numbered.customer_number, -numbered.order_number) as buyer_number,
        coalesce(numbered.order_number = first_sales.order_number, false) as is_first_sale
    from numbered
    left join first_sales on numbered.customer_number = first_sales.customer_number
),

-- STATUS counts all of its orders, and its sales beside them for their customers; the others count sales.
dimensions as (
    select 1 as place, 'TOTAL' as dimension, true as is_of_sales, true as is_own
    union all
    select 2 as place, 'CHANNEL' as dimension, true as is_of_sales, true as is_own
    union all
    select 3 as place, 'STORE' as dimension, true as is_of_sales, true as is_own
    union all
    select 4 as place, 'COUNTRY' as dimension, true as is_of_sales, true as is_own
    union all
    select 5 as place, 'REGION' as dimension, true as is_of_sales, true as is_own
    union all
    select 6 as place, 'PAYMENT_METHOD' as dimension, true as is_of_sales, true as is_own
    union all
    select 7 as place, 'STATUS' as dimension, false as is_of_sales, true as is_own
    union all
    select 8 as place, 'STATUS' as dimension, true as is_of_sales, false as is_own
    union all
    select 9 as place, 'CATEGORY' as dimension, true as is_of_sales, true as is_own
    union all
    select 10 as place, 'ROOT_CATEGORY' as dimension, true as is_of_sales, true as is_own
),

-- A row an order and value; a row a line where the value is the line's, so that an order may repeat.
order_values as (
    select
        dimensions.place,
        case dimensions.place
            when 1 then ''
            when 2 then coalesce(orders.channel, '(none)')
            when 3 then coalesce(orders.store_id, '(none)')
            when 4 then coalesce(orders.country, '(none)')
            when 5 then concat(coalesce(orders.country, '(none)'), '/', coalesce(orders.region, '(none)'))
            when 6 then coalesce(orders.payment_method, '(none)')
            else coalesce(orders.status, '(none)')
        end as value,
        orders.order_number,
        orders.local_date,
        orders.buyer_number,
        orders.is_sale,
        orders.is_refunded,
        orders.is_cancelled,
        orders.is_first_sale,
        orders.is_sale or not dimensions.is_of_sales as is_counted
    from orders
    inner join dimensions on dimensions.place <= 8
    union all
    select
        dimensions.place,
        case dimensions.place when 9 then sale_lines.category_path else sale_lines.root_category end as value,
        orders.order_number,
        orders.local_date,
        orders.buyer_number,
        orders.is_sale,
        orders.is_refunded,
        orders.is_cancelled,
        orders.is_first_sale,
        orders.is_sale as is_counted
    from gold.sale_lines
    inner join orders on sale_lines.order_id = orders.order_id
    inner join dimensions on dimensions.place >= 9
    where sale_lines.product_id is not null
),

-- Lines name every value of an order, since an order without items has one too.
value_numbers as (
    select
        dimensions.place,
        revenue_values.value,
        row_number() over (order by dimensions.place, revenue_values.value) as value_number
    from (select distinct dimension, value from staging.daily_revenue) as revenue_values
    inner join dimensions on revenue_values.dimension = dimensions.dimension
),

-- One number a sequence of orders that are compared: those of one value and buyer, counted or not.
keyed as (
    select
        value_numbers.value_number,
        (value_numbers.value_number * 1000000000000 + order_values.buyer_number)
        * case when order_values.is_counted then 1 else -1 end as sequence_number,
        order_values.order_number,
        order_values.local_date,
        order_values.is_sale,
        order_values.is_refunded,
        order_values.is_cancelled,
        order_values.is_first_sale,
        order_values.is_counted,
        order_values.is_counted and order_values.buyer_number > 0 as has_customer
    from order_values
    inner join value_numbers on order_values.place = value_numbers.place and order_values.value = value_numbers.value
),

-- What the same buyer ordered before among what is counted.
sequenced as (
    select
        keyed.*,
        lag(local_date) over (partition by sequence_number order by order_number) as previous_date,
        lag(order_number) over (partition by sequence_number order by order_number) as previous_number
    from keyed
),

-- Of the lines of one order with one value, the first.
seen as (
    select * from sequenced where coalesce(previous_number <> order_number, true)
),

counted as (
    select
        seen.value_number,
        calendar.day,
        count_if(seen.is_counted) as orders,
        count_if(seen.is_sale) as sales,
        count_if(seen.is_sale and seen.has_customer) as customer_sales,
        count_if(seen.is_cancelled) as cancelled_orders,
        count_if(seen.is_refunded) as refunded_orders,
        count_if(seen.is_first_sale) as new_customers,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.day, true)) as customers_of_day,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.week_start, true))
            as customers_of_week,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.month_start, true))
            as customers_of_month,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.quarter_start, true))
            as customers_of_quarter,
        count_if(seen.has_customer and coalesce(seen.previous_date < calendar.year_start, true))
            as customers_of_year
    from seen
    inner join calendar on seen.local_date = calendar.day
    group by seen.value_number, calendar.day
),

-- The two rows of a STATUS become one: orders and customers of all its orders, buyers of its sales.
final as (
    select
        dimensions.dimension,
        value_numbers.value,
        counted.day,
        cast(sum(case when dimensions.is_own then counted.orders end) as bigint) as orders,
        cast(sum(case when dimensions.is_own then counted.sales end) as bigint) as sales,
        cast(sum(case when dimensions.is_own then counted.customer_sales end) as bigint) as customer_sales,
        cast(sum(case when dimensions.is_own then counted.cancelled_orders end) as bigint) as cancelled_orders,
        cast(sum(case when dimensions.is_own then counted.refunded_orders end) as bigint) as refunded_orders,
        cast(sum(case when dimensions.is_own then counted.new_customers end) as bigint) as new_customers,
        cast(sum(case when dimensions.is_own then counted.customers_of_day end) as bigint) as customers_of_day,
        cast(sum(case when dimensions.is_own then counted.customers_of_week end) as bigint) as customers_of_week,
        cast(sum(case when dimensions.is_own then counted.customers_of_month end) as bigint) as customers_of_month,
        cast(sum(case when dimensions.is_own then counted.customers_of_quarter end) as bigint) as customers_of_quarter,
        cast(sum(case when dimensions.is_own then counted.customers_of_year end) as bigint) as customers_of_year,
        cast(sum(case when dimensions.is_of_sales then counted.customers_of_day end) as bigint) as buyers_of_day,
        cast(sum(case when dimensions.is_of_sales then counted.customers_of_week end) as bigint) as buyers_of_week,
        cast(sum(case when dimensions.is_of_sales then counted.customers_of_month end) as bigint) as buyers_of_month,
        cast(sum(case when dimensions.is_of_sales then counted.customers_of_quarter end) as bigint) as buyers_of_quarter,
        cast(sum(case when dimensions.is_of_sales then counted.customers_of_year end) as bigint) as buyers_of_year
    from counted
    inner join value_numbers on counted.value_number = value_numbers.value_number
    inner join dimensions on value_numbers.place = dimensions.place
    group by dimensions.dimension, value_numbers.value, counted.day
)

select * from final
