-- staging.daily_revenue: one row per (dimension, value, day): the sums of lines, which add up over days.
-- Money: decimals wide enough for any sum; NULL where no line counts. label: the leaf's name of a CATEGORY.

with
sale_lines as (select * from gold.sale_lines),

-- A line of a refunded order that is negative belongs to a credit note: silver lets none else pass.
summed as (
    select
        case
            when grouping(channel) = 0 then 'CHANNEL'
            when grouping(store_id) = 0 then 'STORE'
            when grouping(region) = 0 then 'REGION'
            when grouping(country) = 0 then 'COUNTRY'
            when grouping(payment_method) = 0 then 'PAYMENT_METHOD'
            when grouping(status) = 0 then 'STATUS'
            when grouping(category_path) = 0 then 'CATEGORY'
            when grouping(root_category) = 0 then 'ROOT_CATEGORY'
            else 'TOTAL'
        end as dimension,
        case
            when grouping(channel) = 0 then coalesce(channel, '(none)')
            when grouping(store_id) = 0 then coalesce(store_id, '(none)')
            when grouping(region) = 0 then concat(coalesce(country, '(none)'), '/', coalesce(region, '(none)'))
            when grouping(country) = 0 then coalesce(country, '(none)')
            when grouping(payment_method) = 0 then coalesce(payment_method, '(none)')
            when grouping(status) = 0 then coalesce(status, '(none)')
            when grouping(category_path) = 0 then category_path
            when grouping(root_category) = 0 then root_category
            else ''
        end as value,
        case when grouping(category_path) = 0 then max(category_name) end as label,
        local_date as day,
        cast(sum(case when is_sale then quantity end) as bigint) as units,
        sum(case when is_sale then line_total end) as revenue,
        sum(
            case
                when is_sale
                    then coalesce(
                        cast(quantity as decimal(10, 0)) * cast(unit_price as decimal(19, 4)),
                        cast(line_total as decimal(19, 4))
                    )
            end
        ) as list_revenue,
        sum(case when is_refunded and line_total > 0 then line_total end) as refunded_revenue,
        sum(case when line_total > 0 then line_total end) as positive_total,
        sum(case when is_refunded and (quantity < 0 or line_total < 0) then -line_total end) as returns_value,
        sum(case when is_sale then profit end) as profit
    from sale_lines
    group by
        grouping sets (
            (local_date),
            (local_date, channel),
            (local_date, store_id),
            (local_date, country),
            (local_date, country, region),
            (local_date, payment_method),
            (local_date, status),
            (local_date, category_path),
            (local_date, root_category)
        )
),

-- An order without items has no category.
final as (
    select
        dimension,
        value,
        label,
        day,
        units,
        revenue,
        list_revenue,
        refunded_revenue,
        positive_total,
        returns_value,
        profit
    from summed
    where value is not null
)

select * from final
