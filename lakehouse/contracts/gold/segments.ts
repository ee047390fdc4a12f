import { bigint, contract, decimal, double, required, string } from '../contract.ts'

export const segments = contract({
  name: 'gold.segments',
  grain: 'one row per segment, all seven',
  columns: {
    segment: required(string('VIP, LOYAL, NEW, AT_RISK, LOST, REGULAR or PROSPECT.')),
    customers: required(bigint('Customers of the segment.')),
    share: double('Of all customers; NULL in a shop without customers.', '0–1'),
    revenue: required(decimal('Their revenue.')),
    revenue_share: double('Of the revenue of all customers; NULL when that is 0.', '0–1'),
    average_clv: double('Mean clv of those with a sale; NULL without one.'),
    average_recency_days: double('Mean recency of those with a sale; NULL without one.', 'days'),
  },
  key: ['segment'],
  checks: [
    {
      rule: 'all_seven',
      severity: 'fail',
      count: 'select abs(count(*) - 7) as failed from gold.segments',
    },
  ],
  isServed: true,
})
