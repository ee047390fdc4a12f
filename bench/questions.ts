/** A question that is asked of the gateway, and of DuckDB by hand. */
export interface Question {
  readonly name: string
  readonly query: string
  /** What a person would write on the serving file for the same rows. */
  readonly statements: readonly string[]
  /** What must hold: at most so many milliseconds of CPU, or so many times DuckDB's own. */
  readonly target: { readonly ms: number } | { readonly ratio: number }
}

const LINES = `sum(quantity), sum(line_total), sum(profit), count(distinct order_id), count(distinct customer_id)
  from gold.sale_lines where is_sale`

/** `customerId` is one that the shop has. */
export const questions = (customerId: string): Question[] => [
  {
    name: '24 months of revenue',
    query:
      '{ salesMetrics(grain: MONTH) { periodStart orders revenue uniqueCustomers growthPercent } }',
    statements: [
      `select period_start, orders, revenue, unique_customers, growth_percent from gold.sales_metrics
        where dimension = 'TOTAL' and grain = 'MONTH' order by period_start`,
    ],
    target: { ms: 3 },
  },
  {
    name: 'top 20 products',
    query: '{ topProducts(first: 20) { orders units revenue product { productId name } } }',
    statements: [
      `select product_id, name, orders, units_sold, revenue from gold.product_performance order by revenue desc limit 20`,
    ],
    target: { ms: 3 },
  },
  {
    name: 'a page of 50 customers, filtered',
    query: `{ customers(first: 50, where: { countryCode: { eq: "BR" }, clv: { gt: "100" } }, orderBy: [{ by: CLV }]) {
      nodes { customerId name city country tenureDays } pageInfo { hasNextPage endCursor } } }`,
    statements: [
      `select customer_id, name, city, country, tenure_days from silver.customers
        join gold.customer_analytics using (customer_id)
        where country_code = 'BR' and clv > 100 order by clv desc, customer_id limit 51`,
    ],
    target: { ms: 6 },
  },
  {
    name: 'one customer by id',
    query: `{ customer(customerId: "${customerId}") { name city analytics { segment revenue clv } } }`,
    statements: [
      `select name, city from silver.customers where customer_id = '${customerId}'`,
      `select segment, revenue, clv from gold.customer_analytics where customer_id = '${customerId}'`,
    ],
    target: { ms: 3 },
  },
  {
    name: 'cohort matrix',
    query:
      '{ cohorts(basis: FIRST_ORDER, months: 12) { month customers cells { monthsSince retention revenue } } }',
    statements: [
      `select cohort_month, customers, months_since, retention, revenue from gold.cohorts
        where basis = 'FIRST_ORDER' and months_since < 12 order by cohort_month, months_since`,
    ],
    target: { ms: 3 },
  },
  {
    name: '50 customers with 5 orders each',
    query:
      '{ customers(first: 50) { nodes { name orders(first: 5) { nodes { orderedAt total } } } } }',
    statements: [
      `select customer_id, name from silver.customers order by customer_id limit 50`,
      `select customer_id, order_date, total_amount from silver.orders
        where customer_id in (select customer_id from silver.customers order by customer_id limit 50)
        qualify row_number() over (partition by customer_id order by order_date desc, order_id) <= 5`,
    ],
    target: { ms: 10 },
  },
  {
    name: 'any slice: channels by month',
    query:
      '{ sales(by: [CHANNEL], grain: MONTH) { rows { periodStart keys { value } orders units revenue profit uniqueCustomers } } }',
    statements: [
      `select date_trunc('month', local_date), channel, ${LINES} group by all order by 1, 4 desc`,
    ],
    target: { ratio: 1.2 },
  },
  {
    name: 'any slice: products of a country',
    query: `{ sales(by: [PRODUCT], where: { country: { eq: "BR" } }, first: 20) {
      rows { keys { value label } orders units revenue profit uniqueCustomers } } }`,
    statements: [
      `select product_id, (select max(name) from silver.products p where p.product_id = s.product_id), * from (
        select product_id, ${LINES} and country = 'BR' group by all order by sum(line_total) desc limit 21) s`,
    ],
    target: { ratio: 1.2 },
  },
]
