import { bigint, contract, decimal, double, required, string } from '../contract.ts'

export const geography = contract({
  name: 'gold.geography',
  grain: 'one row per level and place with a sale',
  columns: {
    level: required(string('COUNTRY, REGION or CITY.')),
    country: required(string('ISO 3166-1 alpha-2, else the spelling; (none) where it is missing.')),
    region: string('(none) where it is missing; NULL at level COUNTRY.'),
    city: string('(none) where it is missing; NULL at levels COUNTRY and REGION.'),
    customers: required(bigint('Distinct customers of the sales there.')),
    orders: required(bigint('Sales there.')),
    revenue: required(decimal('Revenue of those sales.')),
    share: double('Of all revenue; NULL when that is 0.', '0–1'),
  },
  key: ['level', 'country', 'region', 'city'],
  checks: [
    {
      rule: 'accepted_level',
      severity: 'fail',
      violation: `level not in ('COUNTRY', 'REGION', 'CITY')`,
    },
  ],
  isServed: true,
})
