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
} from '../contract.ts'

export const cohorts = contract({
  name: 'gold.cohorts',
  grain: 'one row per basis, cohort month and months since, zeros included, to the month of as_of',
  columns: {
    basis: required(
      string('REGISTRATION: month of registration. FIRST_ORDER: month of the first sale.'),
    ),
    cohort_month: required(date('The first day of the local month.')),
    months_since: required(integer('Months from the cohort month, from 0.', 'months')),
    customers: required(bigint('Size of the cohort, the same in each of its rows.')),
    active: required(bigint('Distinct customers of it with a sale in that month.')),
    retention: required(double('active ÷ customers.', '0–1')),
    orders: required(bigint('Their sales in that month.')),
    revenue: required(decimal('Revenue of those sales.')),
    cumulative_revenue: required(decimal('Revenue from the cohort month to that month.')),
    value_per_customer: required(double('cumulative_revenue ÷ customers.')),
    is_complete: required(boolean('The next month has begun by as_of.')),
  },
  key: ['basis', 'cohort_month', 'months_since'],
  checks: [
    {
      rule: 'accepted_basis',
      severity: 'fail',
      violation: `basis not in ('REGISTRATION', 'FIRST_ORDER')`,
    },
    { rule: 'active_within_cohort', severity: 'fail', violation: 'active > customers' },
    {
      rule: 'first_month_is_active',
      severity: 'fail',
      violation: `basis = 'FIRST_ORDER' and months_since = 0 and active <> customers`,
    },
  ],
  isServed: true,
})
