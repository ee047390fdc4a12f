import { bigint, contract, double, required, string } from '../contract.ts'

export const correlations = contract({
  name: 'gold.correlations',
  grain: 'one row per pair of measures: always fifteen',
  columns: {
    x: required(
      string(
        'unit_price, discount_percent, quantity, profit, delivery_days or rating, of a line of a sale.',
      ),
    ),
    y: required(string('A later one of the same list.')),
    r: double('Pearson’s coefficient; NULL for fewer than two points or without variance.', '−1–1'),
    n: required(bigint('Lines that have both.')),
  },
  key: ['x', 'y'],
  checks: [
    {
      rule: 'always_fifteen',
      severity: 'fail',
      count: 'select abs(count(*) - 15) as failed from gold.correlations',
    },
    { rule: 'coefficient_in_range', severity: 'fail', violation: 'abs(r) > 1.000000001' },
  ],
  isServed: true,
})
