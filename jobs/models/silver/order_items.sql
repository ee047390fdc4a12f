-- silver.order_items: one row per order_item_id.
-- unit_price, unit_cost, line_total, profit: decimal(18,4). profit: NULL without a cost. local_month: of its order.

with
items as (select * from staging.judged_items),

orders as (select order_id, local_month from silver.orders),

final as (
    select
        items.order_item_id,
        items.order_id,
        items.product_id,
        items.quantity,
        items.unit_price,
        items.unit_cost,
        items.discount_percent,
        items.line_total,
        items.profit,
        items.created_at,
        orders.local_month,
        coalesce(items._rule, case when orders.order_id is null then 'orphan' end) as _rule,
        coalesce(
            items._reason,
            case when orders.order_id is null then fault('order_id', items.order_id, 'an order that is not quarantined') end
        ) as _reason,
        items._source,
        items._line,
        items._ingested_at
    from items
    left join orders on items.order_id = orders.order_id
)

select * from final
