-- silver.orders: one row per order_id, cancelled and failed ones too.
-- Amounts: decimal(18,4). Instants: UTC. local_*, iso_*, hour, weekday: business time zone. delivery_days: seconds / 86400.

with
orders as (select * from staging.orders),

countries as (select * from seed.countries),

parameters as (select * from run_parameters),

customers as (
    select
        customers.customer_id,
        coalesce(countries.code, customers.country) as country,
        customers.country as country_source,
        customers.region,
        customers.city
    from staging.customers
    left join seed.countries on lower(customers.country) = countries.spelling
    where customers._rule is null
),

-- A split payment counts under its largest part, ties by the first.
largest_payments as (
    select order_id, method
    from staging.payments
    where _rule is null and method is not null
    qualify row_number() over (partition by order_id order by amount desc nulls last, sequence) = 1
),

items as (
    select
        order_id,
        count(*) as items,
        count_if(_rule is null) as good_items,
        cast(coalesce(sum(case when _rule is null then quantity end), 0) as bigint) as item_count,
        sum(case when _rule is null then line_total end) as line_totals
    from staging.judged_items
    where order_id is not null
    group by order_id
),

-- Columns are carried along, never joined back by key: a row without a key must reach the quarantine.
joined as (
    select
        orders.*,
        coalesce(countries.code, orders.country) as order_country,
        customers.customer_id as known_customer_id,
        customers.country as customer_country,
        customers.country_source as customer_country_source,
        customers.region as customer_region,
        customers.city as customer_city,
        largest_payments.method as largest_method,
        coalesce(items.item_count, 0) as item_count,
        coalesce(items.line_totals, 0) as line_totals,
        items.items > 0 and items.good_items = 0 as is_emptied,
        from_utc_timestamp(orders.order_date, parameters.business_timezone) as local_time,
        cast(from_utc_timestamp(orders.order_date, parameters.business_timezone) as date) as local_date,
        cast(from_utc_timestamp(orders.estimated_delivery, parameters.business_timezone) as date) as estimated_day,
        cast(from_utc_timestamp(orders.actual_delivery, parameters.business_timezone) as date) as delivered_day
    from orders
    cross join parameters
    left join countries on lower(orders.country) = countries.spelling
    left join customers on orders.customer_id = customers.customer_id
    left join largest_payments on orders.order_id = largest_payments.order_id
    left join items on orders.order_id = items.order_id
),

-- Missing parts come from the customer where the parts that the order has are the customer's too.
placed as (
    select
        joined.*,
        coalesce(order_country, customer_country, '') = coalesce(customer_country, '')
        and coalesce(region, customer_region, '') = coalesce(customer_region, '')
        and coalesce(city, customer_city, '') = coalesce(customer_city, '') as is_at_customer
    from joined
),

final as (
    select
        order_id,
        customer_id,
        order_date,
        status,
        payment_status,
        coalesce(largest_method, payment_method) as payment_method,
        channel,
        store_id,
        source,
        coalesce(order_country, case when is_at_customer then customer_country end) as country,
        coalesce(country, case when is_at_customer then customer_country_source end) as country_source,
        coalesce(region, case when is_at_customer then customer_region end) as region,
        coalesce(city, case when is_at_customer then customer_city end) as city,
        subtotal,
        tax_amount,
        shipping_cost,
        discount_amount,
        try_cast(
            coalesce(
                cast(total_amount as decimal(38, 4)),
                line_totals + coalesce(tax_amount, 0) + coalesce(shipping_cost, 0) - coalesce(discount_amount, 0)
            ) as decimal(18, 4)
        ) as total_amount,
        shipping_address,
        estimated_delivery,
        actual_delivery,
        notes,
        coalesce(status, '') <> 'CANCELLED' and coalesce(payment_status, '') not in ('FAILED', 'REFUNDED') as is_sale,
        coalesce(status, '') <> 'CANCELLED' and coalesce(payment_status, '') = 'REFUNDED' as is_refunded,
        item_count,
        cast(unix_micros(actual_delivery) - unix_micros(order_date) as double) / 86400000000 as delivery_days,
        delivered_day > estimated_day as is_late,
        local_date,
        cast(year(date_add(cast(date_trunc('week', local_date) as date), 3)) as integer) as iso_year,
        cast(weekofyear(local_date) as integer) as iso_week,
        cast(date_trunc('month', local_date) as date) as local_month,
        cast(date_trunc('quarter', local_date) as date) as local_quarter,
        cast(hour(local_time) as integer) as hour,
        cast(weekday(local_date) + 1 as integer) as weekday,
        coalesce(
            _rule,
            case when customer_id is not null and known_customer_id is null then 'orphan' end,
            case when is_emptied then 'emptied' end
        ) as _rule,
        coalesce(
            _reason,
            case when known_customer_id is null then fault('customer_id', customer_id, 'a known customer') end,
            case when is_emptied then 'order_items: all quarantined, expected at least one' end
        ) as _reason,
        _source,
        _line,
        _ingested_at
    from placed
)

select * from final
