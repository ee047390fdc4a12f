import { contract, date, decimal, integer, required, string, timestamp } from '../contract.ts'

const FORMULA = `cast(quantity as decimal(10, 0)) * cast(unit_price as decimal(19, 4))
    * cast(1 - cast(discount_percent as decimal(9, 4)) * 0.01 as decimal(7, 6))`

export const orderItems = contract({
  name: 'silver.order_items',
  grain: 'one row per order_item_id',
  columns: {
    order_item_id: required(string('The source’s key, trimmed.')),
    order_id: required(string('The order it belongs to.')),
    product_id: required(string('What was ordered.')),
    quantity: required(integer('Whole; below zero only in a credit note.', 'units')),
    unit_price: decimal('List price of one unit; NULL where the source has a line total only.'),
    unit_cost: decimal('The source’s own cost of one unit; NULL without one.'),
    discount_percent: required(
      decimal('Discount of the line; 0 where the source says nothing.', '0–100'),
    ),
    line_total: required(
      decimal(
        'After discount, before tax and shipping: the source’s own, else quantity × unit_price × (1 − discount).',
      ),
    ),
    profit: decimal(
      'line_total − quantity × cost of the line, else of the product; NULL without a cost.',
    ),
    created_at: timestamp('When the source created the line.', 'UTC'),
    local_month: required(date('The first day of the order’s local month.')),
  },
  key: ['order_item_id'],
  partitionedBy: ['local_month'],
  sortedBy: ['order_id', 'order_item_id'],
  checks: [
    {
      rule: 'total_differs_from_formula',
      severity: 'warn',
      violation: `abs(line_total - ${FORMULA}) > 0.01`,
    },
    { rule: 'quantity_not_zero', severity: 'fail', violation: 'quantity = 0' },
    { rule: 'price_not_negative', severity: 'fail', violation: 'unit_price < 0 or unit_cost < 0' },
    {
      rule: 'discount_in_range',
      severity: 'fail',
      violation: 'discount_percent < 0 or discount_percent > 100',
    },
    {
      rule: 'known_order',
      severity: 'fail',
      count: `select count(*) as failed
        from silver.order_items
        left join silver.orders on order_items.order_id = orders.order_id
        where orders.order_id is null`,
    },
    {
      rule: 'known_product',
      severity: 'fail',
      count: `select count(*) as failed
        from silver.order_items
        left join silver.products on order_items.product_id = products.product_id
        where products.product_id is null`,
    },
  ],
  isServed: true,
})
