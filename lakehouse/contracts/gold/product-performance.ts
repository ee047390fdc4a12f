import {
  bigint,
  boolean,
  contract,
  decimal,
  double,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const productPerformance = contract({
  name: 'gold.product_performance',
  grain: 'one row per product_id, also unsold',
  columns: {
    product_id: required(string('The product.')),
    name: required(string('Its name.')),
    category: required(string('Category path; (none) without a known category.')),
    category_name: required(string('The leaf’s name; (none) without a known category.')),
    is_active: required(boolean('As the source says.')),
    price: decimal('List price today.'),
    cost: decimal('Cost of one unit today.'),
    stock: integer('Units in stock today; NULL: unknown.', 'units'),
    units_sold: required(bigint('Sum of quantity over sales.', 'units')),
    revenue: required(decimal('Sum of line_total over sales.')),
    list_revenue: required(
      decimal(
        'Sum of quantity × unit_price over sales; a line without unit_price: its line_total.',
      ),
    ),
    profit: decimal('Sum of line profit over sales; NULL when no line has one.'),
    orders: required(bigint('Sales with the product.')),
    customers: required(bigint('Distinct customers of those sales; guests count in none.')),
    margin_percent: double('(price − cost) ÷ price × 100, today’s.', '0–100'),
    realised_margin_percent: double(
      'profit ÷ revenue of the lines that have a profit × 100.',
      '0–100',
    ),
    average_stock: double(
      'Mean of the stock snapshots of the 365 days up to as_of; today’s stock without any.',
      'units',
    ),
    turnover: double('Units of those 365 days ÷ average_stock.', 'times a year'),
    months_of_inventory: double('stock ÷ (those units ÷ 12).', 'months'),
    stock_class: string(
      'CRITICAL below 10, LOW below 50, MEDIUM below 100, else HIGH; NULL when stock is unknown.',
    ),
    sales_class: required(
      string(
        'BEST_SELLER from 100 units, GOOD from 50, AVERAGE from 10, SLOW above 0, else NO_SALES.',
      ),
    ),
    rating: double('Mean rating of its reviews; NULL without one.', '1–5'),
    reviews: required(bigint('Its reviews.')),
    last_sold_at: timestamp('The last sale.', 'UTC'),
    days_without_sale: integer(
      'Local days from the last sale, else launch, else creation, to as_of.',
      'days',
    ),
    is_stale: boolean(
      'More than 90 days without a sale; NULL when all of those dates are missing.',
    ),
    revenue_rank: required(
      integer('Rank by revenue, 1 is the highest; equal revenue, equal rank.'),
    ),
    abc_class: required(
      string(
        'By the share of revenue of products with strictly more: A below 80 %, B below 95 %, else C.',
      ),
    ),
  },
  key: ['product_id'],
  checks: [
    {
      rule: 'accepted_stock_class',
      severity: 'fail',
      violation: `stock_class not in ('CRITICAL', 'LOW', 'MEDIUM', 'HIGH')`,
    },
    {
      rule: 'accepted_sales_class',
      severity: 'fail',
      violation: `sales_class not in ('BEST_SELLER', 'GOOD', 'AVERAGE', 'SLOW', 'NO_SALES')`,
    },
    { rule: 'accepted_abc_class', severity: 'fail', violation: `abc_class not in ('A', 'B', 'C')` },
    { rule: 'rating_in_range', severity: 'fail', violation: 'rating < 1 or rating > 5' },
    {
      rule: 'every_product_once',
      severity: 'fail',
      count: `select abs((select count(*) from silver.products) - (select count(*) from gold.product_performance)) as failed`,
    },
  ],
  isServed: true,
})
