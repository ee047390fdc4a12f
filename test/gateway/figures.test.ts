import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import {
  type Edge,
  type Figures,
  differences,
  listDifferences,
  openEdge,
  row,
  rowsOf,
  words,
} from './edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

const list = z.array(row)
const nodes = z.object({ nodes: list }).transform((connection) => connection.nodes)

const METRICS = `grain periodStart value label isComplete orders cancelledOrders refundedOrders units revenue listRevenue
  discount grossRevenue refundedRevenue returnsValue netRevenue profit uniqueCustomers newCustomers aov
  ordersPerCustomer itemsPerOrder revenuePrevious growthPercent revenueYearAgo yoyPercent cumulativeRevenue`
const METRICS_QUERY = `query ($grain: Grain!, $dimension: MetricDimension, $values: [String!], $range: DateRange) {
  salesMetrics(grain: $grain, dimension: $dimension, values: $values, range: $range, first: 10000) { ${METRICS} } }`

const metricRows = rowsOf('sales_metrics')
const metricsOf = (grain: string, dimension: string) =>
  metricRows.filter((metric) => metric.grain === grain && metric.dimension === dimension)
const DIMENSIONS = [...new Set(metricRows.map(({ dimension }) => String(dimension)))]
const GRAINS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR']

/** The place of a metric: periods in order, then values by code point. */
const placeOf = ({ periodStart, value }: Figures) => `${String(periodStart)} ${String(value)}`
const byPlace = (a: Figures, b: Figures) =>
  Buffer.compare(Buffer.from(placeOf(a)), Buffer.from(placeOf(b)))

test.each(DIMENSIONS)('salesMetrics of %s is as computed by hand', async (dimension) => {
  for (const grain of GRAINS) {
    const asked = { grain, dimension: dimension === 'TOTAL' ? null : dimension }
    const ours = await edge.answer(list, METRICS_QUERY, asked)
    expect(
      listDifferences(ours, metricsOf(grain, dimension).sort(byPlace), words(METRICS)),
    ).toEqual([])
  }
})

test.each([
  { dimension: 'CATEGORY', grains: ['WEEK', 'MONTH', 'YEAR'] },
  { dimension: 'CHANNEL', grains: GRAINS },
  { dimension: 'STORE', grains: ['WEEK', 'MONTH', 'YEAR'] },
  { dimension: 'STATUS', grains: ['WEEK', 'MONTH', 'YEAR'] },
])('values of $dimension that are asked for have every period', async ({ dimension, grains }) => {
  for (const grain of grains) {
    const stored = new Map(metricsOf(grain, dimension).map((metric) => [placeOf(metric), metric]))
    const values = [...new Set(metricsOf(grain, dimension).map(({ value }) => value))]
    const ours = await edge.answer(list, METRICS_QUERY, { grain, dimension, values })
    const total = metricsOf(grain, 'TOTAL')
    expect(ours.length).toBe(values.length * total.length)
    for (const series of Map.groupBy(ours, ({ value }) => value).values()) {
      const found = series.map((metric, i) => {
        const theirs = stored.get(placeOf(metric))
        return theirs
          ? differences(metric, theirs, words(METRICS))
          : differences(metric, nothingSold(series[i - 1], total[i]!), NOTHING)
      })
      expect(found.flat()).toEqual([])
    }
  }
})

const NOTHING =
  words(`periodStart orders units revenue profit aov uniqueCustomers isComplete revenuePrevious growthPercent
  cumulativeRevenue`)

function nothingSold(before: Figures | undefined, { periodStart, isComplete }: Figures): Figures {
  return {
    periodStart,
    orders: 0,
    units: 0,
    revenue: '0.0000',
    profit: null,
    aov: null,
    uniqueCustomers: 0,
    isComplete,
    revenuePrevious: before?.revenue ?? null,
    growthPercent: isComplete === true && Number(before?.revenue ?? 0) > 0 ? -100 : null,
    cumulativeRevenue: before?.cumulativeRevenue ?? '0.0000',
  }
}

test('a value that no order has is zero in every period, under its own name', async () => {
  const ours = await edge.answer(list, METRICS_QUERY, {
    grain: 'YEAR',
    dimension: 'STORE',
    values: ['nowhere'],
    range: { from: '2016-01-01', to: '2017-01-01' },
  })
  expect(ours).toMatchObject([
    { periodStart: '2016-01-01', value: 'nowhere', label: 'nowhere', revenue: '0.0000' },
  ])
})

const ANALYTICS = `orders units revenue profit aov firstOrderAt lastOrderAt recencyDays tenureMonths purchaseFrequency clv
  acquisitionCost expectedLifetimeMonths historicValue rScore fScore mScore rfm segment favouriteCategory
  favouriteChannel favouriteCountry favouriteCity`
const CUSTOMER = 'customerId registeredAt ageBand tenureDays'

test('customers and their analytics are as computed by hand', async () => {
  const query = `{ customers(first: 500) { nodes { ${CUSTOMER} analytics { ${ANALYTICS} } } } }`
  const customers = await edge.answer(nodes, query)
  const analytics = customers.map((customer) => row.parse(customer.analytics))
  expect(listDifferences(customers, rowsOf('silver_customers'), words(CUSTOMER))).toEqual([])
  expect(listDifferences(analytics, rowsOf('customer_analytics'), words(ANALYTICS))).toEqual([])
})

const PERFORMANCE = `unitsSold revenue listRevenue profit orders customers marginPercent realisedMarginPercent averageStock
  turnover monthsOfInventory stockClass salesClass rating reviews lastSoldAt daysWithoutSale isStale revenueRank abcClass`
const PRODUCT = 'productId name price cost stock isActive'

test('products and their performance are as computed by hand', async () => {
  const query = `{ products(first: 500) { nodes { ${PRODUCT} performance { ${PERFORMANCE} } } } }`
  const products = await edge.answer(nodes, query)
  const performance = products.map((product) => row.parse(product.performance))
  const theirs = rowsOf('product_performance')
  expect(listDifferences(products, theirs, words(PRODUCT))).toEqual([])
  expect(listDifferences(performance, theirs, words(PERFORMANCE))).toEqual([])
})

const ORDER = `orderId orderedAt status paymentStatus paymentMethod country region city isSale itemCount total
  deliveryDays isLate`

test('orders are as computed by hand', async () => {
  const orders = await edge.answer(nodes, `{ orders(first: 500) { nodes { ${ORDER} } } }`)
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  const theirs = rowsOf('silver_orders').map((order) => ({
    ...order,
    orderedAt: order.orderDate,
    total: order.totalAmount,
  }))
  const ours = rowsOf('silver_orders').map(({ orderId }) => byId.get(orderId)!)
  expect(listDifferences(ours, theirs, words(ORDER))).toEqual([])
})

const SEGMENT = 'segment customers share revenue revenueShare averageClv averageRecencyDays'

test.each(['', '(where: { and: [] })'])(
  'customerSegments%s are as computed by hand',
  async (where) => {
    const ours = await edge.answer(list, `{ customerSegments${where} { ${SEGMENT} } }`)
    const inOrder = words('VIP LOYAL NEW AT_RISK LOST REGULAR PROSPECT')
    const theirs = inOrder.map((name) =>
      rowsOf('segments').find(({ segment }) => segment === name)!,
    )
    expect(listDifferences(ours, theirs, words(SEGMENT))).toEqual([])
  },
)

const CELL =
  'monthsSince active retention orders revenue cumulativeRevenue valuePerCustomer isComplete'
const cohorts = z.array(z.object({ month: z.string(), customers: z.number(), cells: list }))

test.each(['REGISTRATION', 'FIRST_ORDER'])(
  'cohorts by %s are as computed by hand',
  async (basis) => {
    const query = `{ cohorts(basis: ${basis}, months: 60) { month customers cells { ${CELL} } } }`
    const ours = (await edge.answer(cohorts, query)).flatMap(({ month, customers, cells }) =>
      cells.map((cell) => ({ ...cell, cohortMonth: month, customers })),
    )
    const theirs = rowsOf('cohorts').filter((cell) => cell.basis === basis)
    expect(listDifferences(ours, theirs, ['cohortMonth', 'customers', ...words(CELL)])).toEqual([])
  },
)

const TOTALS = 'orders units revenue profit uniqueCustomers aov'
const summary = z.object({
  range: z.object({ from: z.string(), to: z.string() }),
  current: row,
  previous: row,
  yearAgo: row.nullable(),
})
const SUMMARY = `query ($range: DateRange) { salesSummary(range: $range) {
  range { from to } current { ${TOTALS} } previous { ${TOTALS} } yearAgo { ${TOTALS} } } }`

test('the summary of a month is that month’s metrics, and a year ago’s', async () => {
  const months = metricsOf('MONTH', 'TOTAL')
  for (const [i, month] of months.slice(0, -1).entries()) {
    const range = { from: month.periodStart, to: months[i + 1]!.periodStart }
    const { current, yearAgo } = await edge.answer(summary, SUMMARY, { range })
    expect(differences(current, month, words(TOTALS))).toEqual([])
    expect(differences(yearAgo ?? {}, months[i - 12] ?? {}, words(TOTALS))).toEqual([])
  }
})

test('without a range the summary is of all there is', async () => {
  const { range, current, previous, yearAgo } = await edge.answer(summary, SUMMARY)
  const years = metricsOf('YEAR', 'TOTAL')
  expect(range).toEqual({ from: '2014-12-05', to: '2017-01-16' })
  expect(current.orders).toBe(years.reduce((sum, { orders }) => sum + Number(orders), 0))
  expect(current.revenue).toBe(years.at(-1)!.cumulativeRevenue)
  expect(previous).toMatchObject({ orders: 0, revenue: '0.0000', aov: null })
  expect(yearAgo).not.toBeNull()
})

test('the shop’s stock, rating and cancellations are as computed by hand', async () => {
  const query = '{ salesSummary { criticalStock averageRating current { cancellationRate } } }'
  const ours = await edge.answer(row, query)
  const theirs = {
    criticalStock: rowsOf('inventory_health')[0]!.criticalProducts,
    averageRating: rowsOf('statistics').find(({ measure }) => measure === 'rating')!.mean,
  }
  expect(differences(ours, theirs, ['criticalStock', 'averageRating'])).toEqual([])
  expect(
    differences(row.parse(ours.current), rowsOf('order_operations')[0]!, ['cancellationRate']),
  ).toEqual([])
})
