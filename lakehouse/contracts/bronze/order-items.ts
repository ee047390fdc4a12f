import { canonical, given, optional } from './canonical.ts'

/** Beside the given columns a line needs `unit_price` or `line_total`. */
export const orderItems = canonical({
  table: 'order_items',
  grain: 'an order’s line',
  entityKey: ['order_item_id'],
  partitionedBy: ['_run_id'],
  given: {
    order_item_id: given('string', 'The shop’s own id of the line'),
    order_id: given('string', 'The order that it belongs to'),
    product_id: given('string', 'What was ordered'),
    quantity: given('integer', 'Units; below zero in a credit note'),
    unit_price: optional('decimal', 'Price of one unit before discount'),
    unit_cost: optional('decimal', 'What one unit cost the shop'),
    line_total: optional('decimal', 'The shop’s own total of the line, after discount, before tax'),
    discount_percent: optional('decimal', 'Discount on the line, 0–100; 0 when missing'),
    created_at: optional('timestamp', 'When the shop entered it'),
  },
})
