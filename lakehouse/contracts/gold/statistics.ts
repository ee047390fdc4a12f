import { bigint, contract, double, required, string } from '../contract.ts'

export const statistics = contract({
  name: 'gold.statistics',
  grain: 'one row per measure: always five',
  columns: {
    measure: required(
      string('order_value, items, discount, delivery_days (of sales) or rating (of every review).'),
    ),
    count: required(bigint('How many values there are.')),
    mean: double('NULL without a value, as all below.'),
    standard_deviation: double('Of the sample; NULL below two values.'),
    minimum: double('The smallest value.'),
    q1: double('First quartile, continuous.'),
    median: double('Second quartile, continuous.'),
    q3: double('Third quartile, continuous.'),
    maximum: double('The largest value.'),
  },
  key: ['measure'],
  checks: [
    {
      rule: 'always_five',
      severity: 'fail',
      count: 'select abs(count(*) - 5) as failed from gold.statistics',
    },
  ],
  isServed: true,
})
