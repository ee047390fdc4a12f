import { bigint, contract, double, required, string } from '../contract.ts'

export const categoryOperations = contract({
  name: 'gold.category_operations',
  grain: 'one row per category path with an order or a review',
  columns: {
    category: required(
      string('The leaf category’s path; (none) for products without a known category.'),
    ),
    label: required(string('The leaf’s name.')),
    orders: required(bigint('All orders with an item of it.')),
    cancelled: required(bigint('Those whose status is CANCELLED.')),
    rate: double('cancelled ÷ orders; NULL without an order.', '0–1'),
    rating: double('Mean rating of the reviews of its products; NULL without one.', '1–5'),
    reviews: required(bigint('Reviews of its products.')),
  },
  key: ['category'],
  checks: [{ rule: 'cancelled_within_orders', severity: 'fail', violation: 'cancelled > orders' }],
  isServed: true,
})
