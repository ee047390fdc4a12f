import {
  bigint,
  contract,
  decimal,
  double,
  integer,
  required,
  string,
  timestamp,
} from '../contract.ts'

export const customerAnalytics = contract({
  name: 'gold.customer_analytics',
  grain: 'one row per customer_id, also those without a sale',
  columns: {
    customer_id: required(string('The customer.')),
    orders: required(bigint('Sales.')),
    units: required(bigint('Sum of quantity over sales.', 'units')),
    revenue: required(decimal('Sum of line_total over sales; 0 without one.')),
    profit: decimal('Sum of line profit over sales; NULL when no line has one.'),
    aov: double('Average order value: revenue ÷ orders; NULL without a sale.'),
    first_order_at: timestamp('The first sale.', 'UTC'),
    last_order_at: timestamp('The last sale.', 'UTC'),
    recency_days: integer('Local days from the last sale to as_of.', 'days'),
    tenure_months: integer(
      'Months from the first sale to as_of, at least the configured minimum tenure.',
      'months',
    ),
    purchase_frequency: double('orders ÷ tenure_months.', 'orders a month'),
    clv: double(
      'Customer lifetime value: revenue × expected_lifetime_months ÷ tenure_months − acquisition_cost; NULL without a sale.',
    ),
    acquisition_cost: required(decimal('The source’s, else the configured one.')),
    expected_lifetime_months: required(
      integer('The configured lifetime that clv reckons with.', 'months'),
    ),
    historic_value: decimal('profit − acquisition_cost; NULL without a profit.'),
    r_score: integer('Recency among buyers: 5 bought most recently.', '1–5'),
    f_score: integer('Number of orders among buyers: 5 ordered most often.', '1–5'),
    m_score: integer('Revenue among buyers: 5 spent most.', '1–5'),
    rfm: integer('r_score × 100 + f_score × 10 + m_score.', '111–555'),
    segment: required(
      string('VIP, LOYAL, NEW, AT_RISK, LOST, REGULAR or PROSPECT: the first that holds.'),
    ),
    favourite_category: string('Leaf category of the largest revenue, ties by name.'),
    favourite_channel: string('Channel of the largest revenue, ties by name.'),
    favourite_country: string(
      'Country (ISO code, else the spelling) of the largest revenue, ties by name.',
    ),
    favourite_city: string('City of the largest revenue, ties by name.'),
  },
  key: ['customer_id'],
  checks: [
    {
      rule: 'accepted_segment',
      severity: 'fail',
      violation: `segment not in ('VIP', 'LOYAL', 'NEW', 'AT_RISK', 'LOST', 'REGULAR', 'PROSPECT')`,
    },
    {
      rule: 'scores_in_range',
      severity: 'fail',
      violation:
        'r_score not between 1 and 5 or f_score not between 1 and 5 or m_score not between 1 and 5',
    },
    {
      rule: 'prospect_without_sale',
      severity: 'fail',
      violation: `(segment = 'PROSPECT') <> (orders = 0)`,
    },
    {
      rule: 'every_customer_once',
      severity: 'fail',
      count: `select abs((select count(*) from silver.customers) - (select count(*) from gold.customer_analytics)) as failed`,
    },
  ],
  isServed: true,
})
