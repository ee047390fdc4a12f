import {
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

export const products = contract({
  name: 'silver.products',
  grain: 'one row per product_id',
  columns: {
    product_id: required(string('The source’s key, trimmed.')),
    name: required(string('Blanks collapsed; the id where the source has none.')),
    description: string('As the source says.'),
    category_id: string('The source’s category, also where it is unknown.'),
    category_path: required(string('Root/…/Leaf; (none) without a known category.')),
    category_name: required(string('The leaf’s name; (none) without a known category.')),
    root_category: required(string('The first name of the path; (none) without a known category.')),
    subcategory: string('As the source says.'),
    brand: string('As the source says.'),
    model: string('As the source says.'),
    price: decimal('List price today.'),
    cost: decimal('Cost of one unit today.'),
    stock: integer('Units in stock today; NULL: unknown.', 'units'),
    weight_kg: decimal('Weight of one unit.', 'kg'),
    dimensions: string('As the source says.'),
    margin_percent: double(
      '(price − cost) ÷ price × 100; NULL without both or with a price of 0.',
      '0–100',
    ),
    price_band: string(
      'BUDGET, MID, PREMIUM or LUXURY by the configured limits; NULL without a price.',
    ),
    launch_date: date('The day it was launched.'),
    created_at: timestamp('When the source created it.', 'UTC'),
    is_active: required(boolean('As the source says; true where it says nothing.')),
  },
  key: ['product_id'],
  checks: [
    {
      rule: 'unknown_category',
      severity: 'warn',
      violation: `category_id is not null and category_path = '(none)'`,
    },
    { rule: 'price_not_negative', severity: 'fail', violation: 'price < 0 or cost < 0' },
    {
      rule: 'accepted_price_band',
      severity: 'fail',
      violation: `price_band not in ('BUDGET', 'MID', 'PREMIUM', 'LUXURY')`,
    },
  ],
  isServed: true,
})
