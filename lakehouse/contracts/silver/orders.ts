import {
  bigint,
  boolean,
  contract,
  date,
  decimal,
  double,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const orders = contract({
  name: 'silver.orders',
  grain: 'one row per order_id, cancelled and failed ones too',
  columns: {
    order_id: required(string('The source’s key, trimmed.')),
    customer_id: string('Who ordered; NULL for a guest.'),
    order_date: required(timestamp('When it was ordered.', 'UTC')),
    status: string(
      'PENDING, CONFIRMED, SHIPPED, DELIVERED or CANCELLED; NULL where the source says nothing.',
    ),
    payment_status: string(
      'PENDING, COMPLETED, FAILED or REFUNDED; NULL where the source says nothing.',
    ),
    payment_method: string(
      'Of the largest payment, ties by the first; the order’s own without payments.',
    ),
    channel: string('As the source says.'),
    store_id: string('As the source says.'),
    source: required(
      string('batch: from the shop’s files. stream: from purchases that they do not have yet.'),
    ),
    country: string(
      'ISO 3166-1 alpha-2, else the spelling; of the order, missing parts from its customer.',
    ),
    country_source: string('The country as the source spells it.'),
    region: string('Of the order, missing parts from its customer.'),
    city: string('Of the order, missing parts from its customer.'),
    subtotal: decimal('The source’s own; NULL without one.'),
    tax_amount: decimal('The source’s own; NULL without one.'),
    shipping_cost: decimal('The source’s own; NULL without one.'),
    discount_amount: decimal('The order’s own discount, kept and not used.'),
    total_amount: required(
      decimal('The source’s own, else the sum of line_total + tax + shipping − discount.'),
    ),
    shipping_address: string('As the source says. Personal.'),
    estimated_delivery: timestamp('When delivery was promised.', 'UTC'),
    actual_delivery: timestamp('When it was delivered.', 'UTC'),
    notes: string('As the source says. Personal.'),
    is_sale: required(boolean('Not cancelled, and its payment neither failed nor refunded.')),
    is_refunded: required(boolean('Not cancelled, and its payment refunded.')),
    item_count: required(bigint('Sum of quantity; 0 for an order without items.', 'units')),
    delivery_days: double(
      'Seconds from order to delivery ÷ 86,400; NULL without a delivery.',
      'days',
    ),
    is_late: boolean('Delivered on a later local day than estimated; NULL without both.'),
    local_date: required(date('The order’s day in the business time zone.')),
    iso_year: required(integer('The ISO year of its week.')),
    iso_week: required(integer('The ISO week, from Monday.', '1–53')),
    local_month: required(date('The first day of its local month.')),
    local_quarter: required(date('The first day of its local quarter.')),
    hour: required(integer('Local hour.', '0–23')),
    weekday: required(integer('Local weekday, 1 is Monday.', '1–7')),
  },
  key: ['order_id'],
  partitionedBy: ['local_month'],
  sortedBy: ['customer_id', 'order_date', 'order_id'],
  checks: [
    {
      rule: 'accepted_status',
      severity: 'fail',
      violation: `status not in ('PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED')`,
    },
    {
      rule: 'accepted_payment_status',
      severity: 'fail',
      violation: `payment_status not in ('PENDING', 'COMPLETED', 'FAILED', 'REFUNDED')`,
    },
    { rule: 'delivered_after_order', severity: 'fail', violation: 'actual_delivery < order_date' },
    { rule: 'sale_or_refund', severity: 'fail', violation: 'is_sale and is_refunded' },
    {
      rule: 'known_customer',
      severity: 'fail',
      count: `select count(*) as failed
        from silver.orders
        left join silver.customers on orders.customer_id = customers.customer_id
        where orders.customer_id is not null and customers.customer_id is null`,
    },
    {
      rule: 'unknown_store',
      severity: 'warn',
      count: `select count(*) as failed
        from silver.orders
        left join silver.stores on orders.store_id = stores.store_id
        where orders.store_id is not null and stores.store_id is null`,
    },
  ],
  isServed: true,
})
