export type QuestionId =
  | 'revenue'
  | 'top'
  | 'page'
  | 'one'
  | 'cohorts'
  | 'nested'
  | 'channels'
  | 'products'

/** What must hold of the CPU of an answer. */
export interface Targets {
  /** Milliseconds at most. */
  readonly ms?: number
  /** Times DuckDB's own at most. */
  readonly timesDuckdb?: number
  /** Times PostGraphile's at most; an answer that is kept costs less than it. */
  readonly timesPostgraphile?: number
}

/** A question that is asked of the gateway, and of DuckDB by hand. */
export interface Question {
  readonly id: QuestionId
  readonly name: string
  readonly query: string
  /** What a person would write on the serving file for the same rows, their columns in the order of the query. */
  readonly statements: readonly string[]
  readonly targets: Targets
  /** Who is asked for, where one customer is. */
  readonly customerId: string
}

const LINES = `count(distinct order_id) as orders, sum(quantity) as units, sum(line_total) as revenue, sum(profit) as profit,
  count(distinct customer_id) as customers from gold.sale_lines where is_sale`

/** `customerId` is one that the shop has. */
export const questions = (customerId: string): Question[] =>
  asked(customerId).map((question) => ({ ...question, customerId }))

const asked = (customerId: string): Omit<Question, 'customerId'>[] => [
  {
    id: 'revenue',
    name: '24 months of revenue',
    query:
      '{ salesMetrics(grain: MONTH) { periodStart orders revenue uniqueCustomers growthPercent } }',
    statements: [
      `select period_start, orders, revenue, unique_customers, growth_percent from gold.sales_metrics
        where dimension = 'TOTAL' and grain = 'MONTH' order by period_start`,
    ],
    targets: { ms: 3, timesPostgraphile: 3 },
  },
  {
    id: 'top',
    name: 'top 20 products',
    query: '{ topProducts(first: 20) { orders units revenue product { productId name } } }',
    statements: [
      `select orders, units_sold, revenue, product_id, name from gold.product_performance
        order by revenue desc, product_id limit 20`,
    ],
    targets: { ms: 3, timesPostgraphile: 3 },
  },
  {
    id: 'page',
    name: 'a page of 50 customers, filtered',
    query: `{ customers(first: 50, where: { countryCode: { eq: "BR" }, clv: { gt: "100" } }, orderBy: [{ by: CLV }]) {
      nodes { customerId name city country tenureDays } pageInfo { hasNextPage endCursor } } }`,
    statements: [
      `select customer_id, name, city, country, tenure_days from silver.customers
        join gold.customer_analytics using (customer_id)
        where country_code = 'BR' and clv > 100 order by clv desc, customer_id limit 50`,
    ],
    targets: { ms: 6, timesPostgraphile: 5 },
  },
  {
    id: 'one',
    name: 'one customer by id',
    query: `{ customer(customerId: "${customerId}") { name city analytics { segment revenue clv } } }`,
    statements: [
      `select name, city from silver.customers where customer_id = '${customerId}'`,
      `select segment, revenue, clv from gold.customer_analytics where customer_id = '${customerId}'`,
    ],
    targets: { ms: 3, timesPostgraphile: 3 },
  },
  {
    id: 'cohorts',
    name: 'cohort matrix',
    query:
      '{ cohorts(basis: FIRST_ORDER, months: 12) { month customers cells { monthsSince retention revenue } } }',
    statements: [
      `select cohort_month, customers, months_since, retention, revenue from gold.cohorts
        where basis = 'FIRST_ORDER' and months_since < 12 order by cohort_month, months_since`,
    ],
    targets: { ms: 3, timesPostgraphile: 3 },
  },
  {
    id: 'nested',
    name: '50 customers with 5 orders each',
    query:
      '{ customers(first: 50) { nodes { name orders(first: 5) { nodes { orderedAt total } } } } }',
    statements: [
      `with page as (select customer_id, name from silver.customers order by customer_id limit 50)
        select name, order_date, total_amount from silver.orders join page using (customer_id)
        qualify row_number() over (partition by customer_id order by order_date desc, order_id) <= 5`,
    ],
    targets: { ms: 10 },
  },
  {
    id: 'channels',
    name: 'any slice: channels by month',
    query:
      '{ sales(by: [CHANNEL], grain: MONTH) { rows { periodStart keys { value } orders units revenue profit uniqueCustomers } } }',
    statements: [
      `select date_trunc('month', local_date), channel, ${LINES} group by all order by 1, revenue desc`,
    ],
    targets: { timesDuckdb: 1.2 },
  },
  {
    id: 'products',
    name: 'any slice: products of a country',
    query: `{ sales(by: [PRODUCT], where: { country: { eq: "BR" } }, first: 20) {
      rows { keys { value label } orders units revenue profit uniqueCustomers } } }`,
    statements: [
      `select product_id, (select max(name) from silver.products p where p.product_id = s.product_id), * exclude (product_id) from (
        select product_id, ${LINES} and country = 'BR' group by all order by revenue desc, product_id limit 20) s`,
    ],
    targets: { timesDuckdb: 1.2 },
  },
]
