import { contract, decimal, double, integer, required } from '../contract.ts'

export const seasonality = contract({
  name: 'gold.seasonality',
  grain: 'one row per quarter of the years whose four quarters are all complete',
  columns: {
    year: required(integer('Local year.')),
    quarter: required(integer('Local quarter.', '1–4')),
    revenue: required(decimal('Revenue of the quarter, of TOTAL.')),
    index: required(double('4 × revenue of the quarter ÷ revenue of its year; 1 is average.')),
  },
  key: ['year', 'quarter'],
  checks: [
    {
      rule: 'four_quarters_average_one',
      severity: 'fail',
      count: `select count(*) as failed
        from (select year from gold.seasonality group by year having count(*) <> 4 or abs(avg(index) - 1) > 0.000000001) as years`,
    },
  ],
  isServed: true,
})
