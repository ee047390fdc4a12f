import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Gateway, startGateway } from '../../gateway/gateway.ts'
import { money } from '../../resolvers/money.ts'
import { readGolden } from '../golden/golden-tables.ts'
import { buildShop, canonicalSource } from '../golden/shop.ts'
import { ask } from './ask.ts'

type Figures = Readonly<Record<string, unknown>>

const golden = readGolden(new URL('../golden/edge.json', import.meta.url))
let gateway: Gateway

beforeAll(async () => {
  const from = fileURLToPath(new URL('../golden/edge', import.meta.url))
  const shop = await buildShop({
    source: canonicalSource(from),
    from,
    timezone: 'America/Sao_Paulo',
    asOf: golden.asOf,
  })
  gateway = await startGateway({
    lake: shop.lake,
    host: '127.0.0.1',
    port: 0,
    timeoutMs: 10_000,
    log: (line) => {
      throw new Error(line)
    },
  })
  return async () => {
    await gateway.close()
    await shop[Symbol.asyncDispose]()
  }
})

const nodes = z.object({ nodes: z.array(z.record(z.string(), z.unknown())) })

/** The answer's one field. */
async function answer<T>(schema: z.ZodType<T>, query: string, variables = {}): Promise<T> {
  const { data, errors } = await ask(gateway, query, variables)
  expect(errors).toBeUndefined()
  return schema.parse(Object.values(z.record(z.string(), z.unknown()).parse(data))[0])
}

const figures = z.array(z.record(z.string(), z.unknown()))

function rowsOf(block: string): Figures[] {
  const { columns, rows } = golden.tables.find((table) => table.block === block)!
  return rows.map((cells) =>
    Object.fromEntries(columns.map((column, i) => [camelCase(column), cells[i]])),
  )
}

const camelCase = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Ratios as money are shown with four decimals, other ratios are as near as doubles are. */
function expectFigures(ours: Figures, theirs: Figures, names: readonly string[]): void {
  const different = names.filter((name) => !isSame(ours[name], theirs[name]))
  if (different.length > 0) expect(pick(ours, different)).toEqual(pick(theirs, different))
}

function isSame(own: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'number') return own === wanted
  if (typeof own === 'string') return own === money(wanted)
  return typeof own === 'number' && Math.abs(own - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
}

const pick = (row: Figures, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, row[name]]))

const METRICS = `grain periodStart value label isComplete orders cancelledOrders refundedOrders units revenue listRevenue
  discount grossRevenue refundedRevenue returnsValue netRevenue profit uniqueCustomers newCustomers aov
  ordersPerCustomer itemsPerOrder revenuePrevious growthPercent revenueYearAgo yoyPercent cumulativeRevenue`
const METRICS_QUERY = `query ($grain: Grain!, $dimension: MetricDimension, $values: [String!], $range: DateRange) {
  salesMetrics(grain: $grain, dimension: $dimension, values: $values, range: $range, first: 10000) { ${METRICS} } }`

const metricRows = rowsOf('sales_metrics')
const GRAINS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR']
const DIMENSIONS = [...new Set(metricRows.map(({ dimension }) => String(dimension)))]

const byPeriod = (a: Figures, b: Figures) =>
  String(a.periodStart).localeCompare(String(b.periodStart)) ||
  Buffer.compare(Buffer.from(String(a.value)), Buffer.from(String(b.value)))

test.each(DIMENSIONS)('salesMetrics of %s is as computed by hand', async (dimension) => {
  for (const grain of GRAINS) {
    const ours = await answer(figures, METRICS_QUERY, {
      grain,
      dimension: dimension === 'TOTAL' ? null : dimension,
    })
    const theirs = metricRows
      .filter((row) => row.grain === grain && row.dimension === dimension)
      .sort(byPeriod)
    expect(ours.length).toBe(theirs.length)
    ours.forEach((row, i) => expectFigures(row, theirs[i]!, METRICS.split(/\s+/)))
  }
})

test.each(['CATEGORY', 'CHANNEL', 'STORE', 'STATUS'])(
  'values of %s that are asked for have every period',
  async (dimension) => {
    for (const grain of dimension === 'CHANNEL' ? GRAINS : ['WEEK', 'MONTH', 'YEAR']) {
      const known = metricRows.filter((row) => row.grain === grain && row.dimension === dimension)
      const total = metricRows.filter((row) => row.grain === grain && row.dimension === 'TOTAL')
      const stored = new Map(
        known.map((row) => [`${String(row.periodStart)} ${String(row.value)}`, row]),
      )
      const values = [...new Set(known.map(({ value }) => value))]
      const all = await answer(figures, METRICS_QUERY, { grain, dimension, values })
      for (const [value, ours] of Map.groupBy(all, (row) => row.value)) {
        expect(ours.map(({ periodStart }) => periodStart)).toEqual(
          total.map(({ periodStart }) => periodStart),
        )
        ours.forEach((row, i) => {
          const theirs = stored.get(`${String(row.periodStart)} ${String(value)}`)
          if (theirs) expectFigures(row, theirs, METRICS.split(/\s+/))
          else expect(row).toMatchObject(nothingSold(ours[i - 1], total[i]!))
          expect(row.revenueYearAgo === null).toBe(total[i]!.revenueYearAgo === null)
        })
      }
      expect(all.length).toBe(values.length * total.length)
    }
  },
)

const NOTHING =
  `orders units revenue profit aov uniqueCustomers isComplete revenuePrevious growthPercent
  cumulativeRevenue`.split(/\s+/)

function nothingSold(before: Figures | undefined, { isComplete }: Figures): Figures {
  return {
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
  const ours = await answer(figures, METRICS_QUERY, {
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

test('customers and their analytics are as computed by hand', async () => {
  const { nodes: customers } = await answer(
    nodes,
    `{ customers(first: 500) { nodes { customerId registeredAt ageBand tenureDays analytics { ${ANALYTICS} } } } }`,
  )
  const analytics = rowsOf('customer_analytics')
  const silver = rowsOf('silver_customers')
  expect(customers.length).toBe(analytics.length)
  customers.forEach((customer, i) => {
    expectFigures(
      z.record(z.string(), z.unknown()).parse(customer.analytics),
      analytics[i]!,
      ANALYTICS.split(/\s+/),
    )
    expectFigures(customer, silver[i]!, ['customerId', 'registeredAt', 'ageBand', 'tenureDays'])
  })
})

const PERFORMANCE = `unitsSold revenue listRevenue profit orders customers marginPercent realisedMarginPercent averageStock
  turnover monthsOfInventory stockClass salesClass rating reviews lastSoldAt daysWithoutSale isStale revenueRank abcClass`

test('products and their performance are as computed by hand', async () => {
  const { nodes: products } = await answer(
    nodes,
    `{ products(first: 500) { nodes { productId name price cost stock isActive performance { ${PERFORMANCE} } } } }`,
  )
  const rows = rowsOf('product_performance')
  expect(products.length).toBe(rows.length)
  products.forEach((product, i) => {
    expectFigures(
      z.record(z.string(), z.unknown()).parse(product.performance),
      rows[i]!,
      PERFORMANCE.split(/\s+/),
    )
    expectFigures(product, rows[i]!, ['productId', 'name', 'price', 'cost', 'stock', 'isActive'])
  })
})

test('orders are as computed by hand', async () => {
  const names =
    'orderId status paymentStatus paymentMethod country region city isSale itemCount deliveryDays isLate'
  const { nodes: orders } = await answer(
    nodes,
    `{ orders(first: 500) { nodes { ${names} orderedAt total } } }`,
  )
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  for (const row of rowsOf('silver_orders')) {
    const order = byId.get(row.orderId)!
    expectFigures(order, row, names.split(' '))
    expectFigures(order, { orderedAt: row.orderDate, total: row.totalAmount }, [
      'orderedAt',
      'total',
    ])
  }
})

test('all seven segments are as computed by hand, with a filter that all customers fit too', async () => {
  const names = 'segment customers share revenue revenueShare averageClv averageRecencyDays'
  for (const where of ['', '(where: { and: [] })']) {
    const ours = await answer(figures, `{ customerSegments${where} { ${names} } }`)
    expect(ours.map(({ segment }) => segment)).toEqual([
      'VIP',
      'LOYAL',
      'NEW',
      'AT_RISK',
      'LOST',
      'REGULAR',
      'PROSPECT',
    ])
    const rows = new Map(rowsOf('segments').map((row) => [row.segment, row]))
    for (const row of ours) expectFigures(row, rows.get(row.segment)!, names.split(' '))
  }
})

test.each(['REGISTRATION', 'FIRST_ORDER'])(
  'cohorts by %s are as computed by hand',
  async (basis) => {
    const cell =
      'monthsSince active retention orders revenue cumulativeRevenue valuePerCustomer isComplete'
    const cohort = z.object({ month: z.string(), customers: z.number(), cells: figures })
    const ours = await answer(
      z.array(cohort),
      `{ cohorts(basis: ${basis}, months: 60) { month customers cells { ${cell} } } }`,
    )
    const theirs = rowsOf('cohorts').filter((row) => row.basis === basis)
    const flat = ours.flatMap(({ month, customers, cells }) =>
      cells.map((row) => ({ cohortMonth: month, customers, ...row })),
    )
    expect(flat.length).toBe(theirs.length)
    flat.forEach((row, i) =>
      expectFigures(row, theirs[i]!, ['cohortMonth', 'customers', ...cell.split(' ')]),
    )
  },
)

const TOTALS = '{ orders units revenue profit uniqueCustomers aov }'
const summary = z.object({
  range: z.object({ from: z.string(), to: z.string() }),
  current: z.record(z.string(), z.unknown()),
  previous: z.record(z.string(), z.unknown()),
  yearAgo: z.record(z.string(), z.unknown()).nullable(),
})
const summaryOf = (range: object | null) =>
  answer(
    summary,
    `query ($range: DateRange) { salesSummary(range: $range) {
      range { from to } current ${TOTALS} previous ${TOTALS} yearAgo ${TOTALS} } }`,
    { range },
  )

test('the summary of a month is that month’s metrics, of the month before and of a year ago', async () => {
  const months = metricRows.filter(
    ({ grain, dimension }) => grain === 'MONTH' && dimension === 'TOTAL',
  )
  const names = TOTALS.split(/[ {}]+/).filter((name) => name !== '')
  for (const [i, month] of months.slice(0, -1).entries()) {
    const ours = await summaryOf({ from: month.periodStart, to: months[i + 1]!.periodStart })
    expectFigures(ours.current, month, names)
    const yearAgo = months[i - 12]
    if (yearAgo) expectFigures(ours.yearAgo!, yearAgo, names)
    else expect(ours.yearAgo).toBeNull()
  }
})

test('without a range the summary is of all there is', async () => {
  const ours = await summaryOf(null)
  const years = metricRows.filter(
    ({ grain, dimension }) => grain === 'YEAR' && dimension === 'TOTAL',
  )
  expect(ours.range).toEqual({ from: '2014-12-05', to: '2017-01-16' })
  expect(ours.current.orders).toBe(years.reduce((sum, { orders }) => sum + Number(orders), 0))
  expect(ours.current.revenue).toBe(years.at(-1)!.cumulativeRevenue)
  expect(ours.previous).toMatchObject({ orders: 0, revenue: '0.0000', aov: null })
})

test('the shop’s stock and rating stand beside any range', async () => {
  const shop = z.object({
    criticalStock: z.number(),
    averageRating: z.number(),
    current: z.record(z.string(), z.number()),
  })
  const { criticalStock, averageRating, current } = await answer(
    shop,
    '{ salesSummary { criticalStock averageRating current { cancellationRate } } }',
  )
  expect(criticalStock).toBe(rowsOf('inventory_health')[0]!.criticalProducts)
  expectFigures(
    { averageRating },
    { averageRating: rowsOf('statistics').find(({ measure }) => measure === 'rating')!.mean },
    ['averageRating'],
  )
  expectFigures(current, rowsOf('order_operations')[0]!, ['cancellationRate'])
})
