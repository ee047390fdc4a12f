import {
  boolean,
  contract,
  date,
  decimal,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const saleLines = contract({
  name: 'gold.sale_lines',
  grain: 'one row per order line of every order up to as_of; an order without items has one row',
  columns: {
    order_item_id: string('The line; NULL for an order without items.'),
    order_id: required(string('The order.')),
    order_date: required(timestamp('When it was ordered.', 'UTC')),
    local_date: required(date('The order’s day in the business time zone.')),
    local_month: required(date('The first day of its local month.')),
    is_sale: required(
      boolean('The order is not cancelled, and its payment neither failed nor refunded.'),
    ),
    is_refunded: required(boolean('The order is not cancelled, and its payment refunded.')),
    customer_id: string('Who ordered; NULL for a guest.'),
    product_id: string('What was ordered; NULL for an order without items.'),
    category_path: string(
      'Root/…/Leaf; (none) without a known category; NULL for an order without items.',
    ),
    category_name: string('The leaf’s name.'),
    root_category: string('The first name of the path.'),
    brand: string('The product’s brand.'),
    status: string('The order’s.'),
    payment_status: string('The order’s.'),
    payment_method: string('The order’s.'),
    channel: string('The order’s.'),
    store_id: string('The order’s.'),
    country: string('The order’s: ISO 3166-1 alpha-2, else the spelling.'),
    region: string('The order’s.'),
    city: string('The order’s.'),
    quantity: required(integer('0 for an order without items.', 'units')),
    unit_price: decimal('List price of one unit.'),
    discount_percent: decimal('Discount of the line.', '0–100'),
    line_total: required(
      decimal('After discount, before tax and shipping; 0 for an order without items.'),
    ),
    profit: decimal('Of the line; NULL without a cost.'),
  },
  key: ['order_id', 'order_item_id'],
  partitionedBy: ['local_month'],
  // A sort of so many wide rows costs as much as their write, and a month is what readers skip by.
  sortedBy: [],
  isServed: true,
})
