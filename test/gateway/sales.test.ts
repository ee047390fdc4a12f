import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { money } from '../../resolvers/money.ts'
import { type Edge, type Figures, differences, openEdge, row, rowsOf, words } from './edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

const list = z.array(row)
const table = z.object({ rows: list, totals: row, truncated: z.boolean() })
const MEASURES = 'orders units revenue profit uniqueCustomers aov'
const SALES = `query ($by: [SalesDimension!], $grain: Grain, $range: DateRange, $where: SalesFilter, $having: SalesHaving,
    $orderBy: SalesOrderBy, $first: Int! = 10000) {
  sales(by: $by, grain: $grain, range: $range, where: $where, having: $having, orderBy: $orderBy, first: $first) {
    rows { periodStart keys { dimension value label } ${MEASURES} } totals { ${MEASURES} } truncated } }`

const lines = rowsOf('sale_lines')
const segments = new Map(
  rowsOf('customer_analytics').map(({ customerId, segment }) => [customerId, segment]),
)
const names = new Map(rowsOf('product_performance').map(({ productId, name }) => [productId, name]))

/** How a person would cut lines; null is a missing value. */
const KEYS: Readonly<Record<string, (line: Figures) => unknown>> = {
  CATEGORY: ({ categoryPath }) => categoryPath,
  ROOT_CATEGORY: ({ rootCategory }) => rootCategory,
  CHANNEL: ({ channel }) => channel,
  STORE: ({ storeId }) => storeId,
  COUNTRY: ({ country }) => country,
  REGION: ({ country, region }) => `${orNone(country)}/${orNone(region)}`,
  CITY: ({ city }) => city,
  PAYMENT_METHOD: ({ paymentMethod }) => paymentMethod,
  STATUS: ({ status }) => status,
  BRAND: ({ brand }) => brand,
  SEGMENT: ({ customerId }) => segments.get(customerId) ?? null,
  PRODUCT: ({ productId }) => productId,
}
const OF_PRODUCT = new Set(['CATEGORY', 'ROOT_CATEGORY', 'BRAND', 'PRODUCT'])
const orNone = (value: unknown) => (typeof value === 'string' ? value : '(none)')

const STARTS: Readonly<Record<string, (day: string) => string>> = {
  DAY: (day) => day,
  WEEK: (day) => {
    const date = new Date(day)
    return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000)
      .toISOString()
      .slice(0, 10)
  },
  MONTH: (day) => `${day.slice(0, 7)}-01`,
  QUARTER: (day) =>
    `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`,
  YEAR: (day) => `${day.slice(0, 4)}-01-01`,
}

const units = (amount: unknown) => BigInt(String(amount).replace('.', ''))
const decimal = (sum: bigint) => {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(5, '0')
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** The measures of some lines; by status every order counts. */
function measuresOf(some: readonly Figures[], isByStatus: boolean): Figures {
  const sales = some.filter(({ isSale }) => isSale === true)
  const counted = isByStatus ? some : sales
  const profits = sales.flatMap(({ profit }) => (profit === null ? [] : [units(profit)]))
  const revenue = sales.reduce((sum, { lineTotal }) => sum + units(lineTotal), 0n)
  const orders = new Set(sales.map(({ orderId }) => orderId)).size
  return {
    orders: new Set(counted.map(({ orderId }) => orderId)).size,
    units: sales.reduce((sum, { quantity }) => sum + Number(quantity), 0),
    revenue: decimal(revenue),
    profit: profits.length === 0 ? null : decimal(profits.reduce((sum, value) => sum + value, 0n)),
    uniqueCustomers: new Set(
      counted.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])),
    ).size,
    aov: orders === 0 ? null : money(Number(revenue) / 10_000 / orders),
  }
}

interface Cut {
  readonly by: readonly string[]
  readonly grain: string | null
  readonly range: { readonly from?: string; readonly to?: string }
  readonly where: Readonly<Record<string, unknown>>
}

const FILTERED: Readonly<Record<string, string>> = {
  category: 'CATEGORY',
  rootCategory: 'ROOT_CATEGORY',
  brand: 'BRAND',
  productId: 'PRODUCT',
  channel: 'CHANNEL',
  storeId: 'STORE',
  country: 'COUNTRY',
  city: 'CITY',
  paymentMethod: 'PAYMENT_METHOD',
}

const stringFilter = z.object({
  eq: z.string().optional(),
  in: z.array(z.string()).optional(),
  contains: z.string().optional(),
  isNull: z.boolean().optional(),
})

function isAsked(line: Figures, { range, where }: Cut): boolean {
  const day = String(line.localDate)
  if (day < (range.from ?? '') || day >= (range.to ?? '9999')) return false
  return Object.entries(where).every(([name, filter]) => {
    if (name === 'segment') return z.array(z.unknown()).parse(filter).includes(KEYS.SEGMENT!(line))
    const known = orNone(KEYS[FILTERED[name]!]!(line))
    const value = known === '(none)' ? null : known
    const { eq, in: among, contains, isNull } = stringFilter.parse(filter)
    return (
      (eq === undefined || known === eq) &&
      (among === undefined || among.includes(known)) &&
      (contains === undefined ||
        (value !== null && known.toLowerCase().includes(contains.toLowerCase()))) &&
      (isNull === undefined || (value === null) === isNull)
    )
  })
}

function naive(cut: Cut): { rows: Figures[]; totals: Figures } {
  const asked = lines.filter((line) => isAsked(line, cut))
  const isByStatus = cut.by.includes('STATUS')
  const cuttable = asked.filter(
    ({ isSale, productId }) =>
      (isByStatus || isSale === true) &&
      (productId !== null || !cut.by.some((name) => OF_PRODUCT.has(name))),
  )
  const keyOf = (line: Figures) => [
    cut.grain === null ? null : STARTS[cut.grain]!(String(line.localDate)),
    ...cut.by.map((name) => orNone(KEYS[name]!(line))),
  ]
  const groups = [...Map.groupBy(cuttable, (line) => JSON.stringify(keyOf(line))).values()]
  const rows = groups
    .map((group) => ({ key: keyOf(group[0]!), measures: measuresOf(group, isByStatus) }))
    .toSorted(
      (a, b) =>
        compared(a.key[0], b.key[0]) ||
        Number(b.measures.revenue) - Number(a.measures.revenue) ||
        compared(JSON.stringify(a.key.slice(1)), JSON.stringify(b.key.slice(1))),
    )
  return {
    rows: rows.map(({ key, measures }) => ({
      periodStart: key[0],
      values: key.slice(1).join(' · '),
      ...measures,
    })),
    totals: measuresOf(asked, false),
  }
}

const compared = (a: unknown, b: unknown) => (a === b ? 0 : String(a) < String(b) ? -1 : 1)

const keys = z.array(z.object({ dimension: z.string(), value: z.string(), label: z.string() }))
const plain = (ours: Figures): Figures => ({
  ...ours,
  values: keys
    .parse(ours.keys)
    .map(({ value }) => value)
    .join(' · '),
})

const anyValue = (dimension: string) =>
  fc.constantFrom(...new Set(lines.map((line) => orNone(KEYS[dimension]!(line)))), 'nothing')
const anyFilter = (dimension: string) =>
  fc.oneof(
    fc.record({ eq: anyValue(dimension) }),
    fc.record({ in: fc.array(anyValue(dimension), { maxLength: 3 }) }),
    fc.record({ contains: fc.constantFrom('a', 'E', 'one', '%', "'", '_') }),
    fc.record({ isNull: fc.boolean() }),
  )
const day = fc.constantFrom('2014-12-05', '2015-06-30', '2016-01-01', '2016-03-01', '2017-01-15')
const anyCut: fc.Arbitrary<Cut> = fc.record({
  by: fc.uniqueArray(fc.constantFrom(...Object.keys(KEYS)), { maxLength: 3 }),
  grain: fc.option(fc.constantFrom(...Object.keys(STARTS))),
  range: fc
    .tuple(fc.option(day), fc.option(day))
    .map(([a, b]) =>
      a && b
        ? { from: a < b ? a : b, to: a < b ? b : a }
        : { ...(a ? { from: a } : {}), ...(b ? { to: b } : {}) },
    ),
  where: fc.record(
    {
      ...Object.fromEntries(
        Object.entries(FILTERED).map(([name, dimension]) => [name, anyFilter(dimension)]),
      ),
      segment: fc.array(fc.constantFrom('VIP', 'LOYAL', 'NEW', 'AT_RISK', 'LOST', 'REGULAR'), {
        maxLength: 4,
      }),
    },
    { requiredKeys: [] },
  ),
})
/** All filters together let nothing through. */
const anySlice = anyCut.map((cut) => ({
  ...cut,
  where: Object.fromEntries(Object.entries(cut.where).slice(0, 2)),
}))

test('any slice is what a naive recomputation from the lines gives', async () => {
  await fc.assert(
    fc.asyncProperty(anySlice, async (cut) => {
      const ours = await edge.answer(table, SALES, cut)
      const theirs = naive(cut)
      const asked = ['periodStart', 'values', ...words(MEASURES)]
      expect(ours.rows.map(plain).map((found) => asked.map((name) => found[name]))).toEqual(
        theirs.rows.map((found) => asked.map((name) => found[name])),
      )
      expect(differences(ours.totals, theirs.totals, words(MEASURES))).toEqual([])
      expect(ours.truncated).toBe(false)
    }),
    { numRuns: 150 },
  )
})

test('keys are labelled with names', async () => {
  const { rows } = await edge.answer(table, SALES, { by: ['PRODUCT', 'CATEGORY'] })
  for (const found of rows) {
    const [product, category] = keys.parse(found.keys)
    expect(product).toMatchObject({
      dimension: 'PRODUCT',
      label: names.get(product!.value),
    })
    expect(category!.label).toBe(category!.value.split('/').at(-1))
  }
})

test('rows are filtered by their figures, ordered by a measure and cut, and totals stay', async () => {
  const all = await edge.answer(table, SALES, { by: ['CHANNEL', 'COUNTRY'] })
  const some = await edge.answer(table, SALES, {
    by: ['CHANNEL', 'COUNTRY'],
    having: { orders: { gte: 2 } },
    orderBy: { by: 'UNITS', direction: 'ASC' },
    first: 3,
  })
  const fitting = all.rows.filter(({ orders }) => Number(orders) >= 2)
  expect(some.truncated).toBe(fitting.length > 3)
  expect(some.rows.map((found) => found.units)).toEqual(
    fitting
      .map((found) => Number(found.units))
      .toSorted((a, b) => a - b)
      .slice(0, 3),
  )
  expect(some.totals).toEqual(all.totals)
})

test('best sellers of a slice are those of sales by product', async () => {
  const range = { from: '2015-01-01', to: '2016-07-01' }
  const best = `query ($by: ProductSalesMeasure!, $range: DateRange, $where: SalesFilter) {
    topProducts(by: $by, range: $range, where: $where) { product { productId } orders units revenue profit } }`
  for (const by of ['REVENUE', 'UNITS', 'PROFIT', 'ORDERS']) {
    for (const scope of [{}, { range }, { where: { country: { eq: 'BR' } } }]) {
      const ours = await edge.answer(list, best, { by, ...scope })
      const { rows } = await edge.answer(table, SALES, {
        by: ['PRODUCT'],
        orderBy: { by },
        first: 10,
        ...scope,
      })
      expect(
        ours.map((found) => [row.parse(found.product).productId, found.orders, found.revenue]),
      ).toEqual(
        rows.map((found) => [keys.parse(found.keys)[0]!.value, found.orders, found.revenue]),
      )
    }
  }
})

test('averages and directions follow the revenue of complete periods', async () => {
  const trend = z.array(
    z.object({
      periodStart: z.string(),
      revenue: z.string(),
      movingAverage: z.string().nullable(),
      direction: z.string(),
      isComplete: z.boolean(),
    }),
  )
  const query = `query ($window: Int!, $range: DateRange) { salesTrends(window: $window, range: $range) {
    periodStart revenue movingAverage direction isComplete } }`
  const months = await edge.answer(trend, query, { window: 3 })
  const averages = months.map(({ isComplete }, i) =>
    i < 2 || !isComplete
      ? null
      : months.slice(i - 2, i + 1).reduce((sum, { revenue }) => sum + Number(revenue), 0) / 3,
  )
  months.forEach(({ movingAverage, direction }, i) => {
    const [average, before] = [averages[i] ?? null, averages[i - 1] ?? null]
    expect(movingAverage).toBe(average === null ? null : money(average))
    const change = average === null || before === null ? 0 : average - before
    const tolerance = Math.abs(before ?? 0) * 0.01
    expect(direction).toBe(change > tolerance ? 'UP' : change < -tolerance ? 'DOWN' : 'FLAT')
  })
  const late = await edge.answer(trend, query, { window: 3, range: { from: '2016-01-01' } })
  expect(late).toEqual(months.filter(({ periodStart }) => periodStart >= '2016-01-01'))
})
