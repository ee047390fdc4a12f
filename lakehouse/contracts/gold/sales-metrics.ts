import { bigint, boolean, contract, date, decimal, double, required, string } from '../contract.ts'

export const salesMetrics = contract({
  name: 'gold.sales_metrics',
  grain:
    'one row per dimension, grain, value and period; TOTAL has every period of the shop’s range',
  columns: {
    grain: required(string('DAY, WEEK, MONTH, QUARTER or YEAR.')),
    period_start: required(date('The period’s first local day.')),
    dimension: required(
      string(
        'TOTAL, CATEGORY, ROOT_CATEGORY, CHANNEL, STORE, COUNTRY, REGION, PAYMENT_METHOD or STATUS.',
      ),
    ),
    value: string(
      'NULL for TOTAL; (none) where it is missing; CATEGORY: the path; REGION: country/region.',
    ),
    label: string('CATEGORY: the leaf’s name; STORE: the store’s name; else the value.'),
    is_complete: required(boolean('The next period has begun by as_of.')),
    orders: required(bigint('Sales; in STATUS rows all orders of that status.')),
    cancelled_orders: required(bigint('Orders whose status is CANCELLED.')),
    refunded_orders: required(
      bigint('Orders that are not cancelled and whose payment is refunded.'),
    ),
    units: required(bigint('Sum of quantity over sales.', 'units')),
    revenue: required(
      decimal('Sum of line_total over sales: after discount, before tax and shipping.'),
    ),
    list_revenue: required(
      decimal(
        'Sum of quantity × unit_price over sales; a line without unit_price: its line_total.',
      ),
    ),
    discount: required(decimal('list_revenue − revenue; may be below zero.')),
    gross_revenue: required(
      decimal(
        'revenue + refunded_revenue; in STATUS rows positive lines of all orders of that status.',
      ),
    ),
    refunded_revenue: required(decimal('Positive lines of refunded orders.')),
    returns_value: required(decimal('Absolute sum of the lines of credit notes.')),
    net_revenue: required(decimal('revenue − returns_value.')),
    profit: decimal('Sum of line profit over sales; NULL when no line has one.'),
    unique_customers: required(
      bigint('Distinct customers of sales; in STATUS rows of all orders of that status.'),
    ),
    new_customers: required(
      bigint('Customers whose first sale of all lies in the period and has the value.'),
    ),
    aov: double('Average order value: revenue ÷ sales.'),
    orders_per_customer: double('Sales with a customer ÷ their distinct customers.'),
    items_per_order: double('units ÷ sales.', 'units'),
    revenue_previous: decimal('Revenue of the preceding period; NULL outside the shop’s range.'),
    growth_percent: double(
      'Growth over revenue_previous × 100; NULL for an incomplete period or a base ≤ 0.',
      'percent',
    ),
    revenue_year_ago: decimal(
      'Revenue of the same period a year before; NULL outside the shop’s range.',
    ),
    yoy_percent: double(
      'Growth over revenue_year_ago × 100; NULL for an incomplete period or a base ≤ 0.',
      'percent',
    ),
    cumulative_revenue: required(
      decimal('Revenue of the periods of this grain and value up to this one.'),
    ),
  },
  key: ['dimension', 'grain', 'value', 'period_start'],
  checks: [
    {
      rule: 'accepted_grain',
      severity: 'fail',
      violation: `grain not in ('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR')`,
    },
    {
      rule: 'accepted_dimension',
      severity: 'fail',
      violation: `dimension not in ('TOTAL', 'CATEGORY', 'ROOT_CATEGORY', 'CHANNEL', 'STORE', 'COUNTRY', 'REGION',
        'PAYMENT_METHOD', 'STATUS')`,
    },
    {
      rule: 'value_but_for_total',
      severity: 'fail',
      violation: `(dimension = 'TOTAL') <> (value is null)`,
    },
    {
      rule: 'months_add_up_to_sale_lines',
      severity: 'fail',
      count: `select count_if(metrics.revenue <> lines.revenue) as failed
        from (
            select coalesce(sum(revenue), 0) as revenue from gold.sales_metrics where dimension = 'TOTAL' and grain = 'MONTH'
        ) as metrics
        cross join (select coalesce(sum(line_total), 0) as revenue from gold.sale_lines where is_sale) as lines`,
    },
  ],
  isServed: true,
})
