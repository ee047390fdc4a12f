-- staging.judged_items: one row per order_item_id, judged by everything but its order's own rules.
-- profit: decimal(18,4), NULL without a cost. An order is emptied when all of its rows here carry a rule.

with
order_items as (select * from staging.order_items),

orders as (select order_id, status, payment_status from staging.orders where order_id is not null),

products as (select product_id, cost from silver.products),

credit_notes as (select * from staging.credit_notes),

-- A column named after a rule holds the reason of the rows that break it.
judged as (
    select
        order_items.order_item_id,
        order_items.order_id,
        order_items.product_id,
        order_items.quantity,
        order_items.unit_price,
        order_items.unit_cost,
        order_items.discount_percent,
        order_items.line_total,
        coalesce(order_items.unit_cost, products.cost) as cost,
        order_items.created_at,
        case
            when orders.order_id is null
                then coalesce(fault('order_id', order_items.order_id, 'a known order'), 'order_id: missing, expected an order')
            when products.product_id is null
                then
                    coalesce(
                        fault('product_id', order_items.product_id, 'a known product'),
                        'product_id: missing, expected a product'
                    )
        end as orphan,
        case
            when credit_notes.order_id is null and order_items.quantity < 0
                then fault('quantity', cast(order_items.quantity as string), 'above 0 outside a credit note')
        end as bad_quantity,
        case
            when credit_notes.order_id is null and order_items.line_total < 0
                then fault('line_total', cast(order_items.line_total as string), '0 or more outside a credit note')
            when order_items.quantity < 0 and order_items.line_total > 0
                then
                    fault(
                        'line_total',
                        cast(order_items.line_total as string),
                        concat('0 or less for a quantity of ', cast(order_items.quantity as string))
                    )
        end as negative_line,
        order_items._rule,
        order_items._reason,
        order_items._source,
        order_items._line,
        order_items._ingested_at
    from order_items
    left join orders on order_items.order_id = orders.order_id
    left join products on order_items.product_id = products.product_id
    left join credit_notes on order_items.order_id = credit_notes.order_id
),

final as (
    select
        order_item_id,
        order_id,
        product_id,
        quantity,
        unit_price,
        unit_cost,
        discount_percent,
        line_total,
        try_cast(
            cast(line_total as decimal(19, 4)) - cast(quantity as decimal(10, 0)) * cast(cost as decimal(19, 4))
            as decimal(18, 4)
        ) as profit,
        created_at,
        coalesce(
            _rule,
            case when orphan is not null then 'orphan' end,
            case when bad_quantity is not null then 'bad_quantity' end,
            case when negative_line is not null then 'negative_line' end
        ) as _rule,
        coalesce(_reason, orphan, bad_quantity, negative_line) as _reason,
        _source,
        _line,
        _ingested_at
    from judged
)

select * from final
