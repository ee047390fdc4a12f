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
const one = (block: string) => rowsOf(block)[0]!

test('stock, deliveries and cancellations are as computed by hand', async () => {
  const ours = await edge.answer(
    row,
    '{ operations { inventoryValue lateShare cancellationRate processingDays { mean median p90 count } } }',
  )
  const { meanDays, medianDays, p90Days, deliveredOrders } = one('order_operations')
  const times = { mean: meanDays, median: medianDays, p90: p90Days, count: deliveredOrders }
  expect(differences(ours, one('inventory_health'), ['inventoryValue'])).toEqual([])
  expect(differences(ours, one('order_operations'), words('lateShare cancellationRate'))).toEqual(
    [],
  )
  expect(differences(row.parse(ours.processingDays), times, Object.keys(times))).toEqual([])
})

test.each([
  {
    field: 'cancellationByCategory',
    columns: 'category label orders cancelled rate',
    theirs: () => rowsOf('category_operations').filter(({ orders }) => Number(orders) > 0),
  },
  {
    field: 'ratingByCategory',
    columns: 'category label rating reviews',
    theirs: () => rowsOf('category_operations').filter(({ reviews }) => Number(reviews) > 0),
  },
  {
    field: 'paymentMethods',
    columns: 'method orders share revenue',
    theirs: () => rowsOf('payment_mix').toSorted(byOrders),
  },
  {
    field: 'statuses',
    columns: 'status orders share',
    theirs: () => rowsOf('statuses').toSorted(byOrders),
  },
  { field: 'ratingTrend', columns: 'month rating reviews', theirs: () => rowsOf('rating_trend') },
])('operations.$field is as computed by hand', async ({ field, columns, theirs }) => {
  const ours = await edge.answer(
    z.object({ [field]: list }),
    `{ operations { ${field} { ${columns} } } }`,
  )
  const asked = words(columns)
  const inOneOrder = (rows: Figures[]) => rows.toSorted(byText(asked[0]!))
  expect(listDifferences(inOneOrder(ours[field]!), inOneOrder(theirs()), asked)).toEqual([])
})

const byOrders = (a: Figures, b: Figures) => Number(b.orders) - Number(a.orders)
const byText = (column: string) => (a: Figures, b: Figures) =>
  String(a[column]) < String(b[column]) ? -1 : 1

const ids = (rows: Figures[]) => rows.map(({ productId }) => String(productId)).sort()

test('lists of products that need care are those that the figures say', async () => {
  const products = z.object({
    criticalProducts: list,
    staleProducts: list,
    lowRatedProducts: list,
  })
  const ours = await edge.answer(
    products,
    `{ operations { criticalProducts { productId } staleProducts { productId } lowRatedProducts { productId } } }`,
  )
  const performance = rowsOf('product_performance')
  const idsWhere = (condition: (figures: Figures) => boolean) =>
    performance.filter(condition).map(({ productId }) => productId)
  expect(ids(ours.criticalProducts)).toEqual(
    idsWhere(({ stockClass }) => stockClass === 'CRITICAL'),
  )
  expect(ids(ours.staleProducts)).toEqual(idsWhere(({ isStale }) => isStale === true))
  expect(ids(ours.lowRatedProducts)).toEqual(
    idsWhere(({ rating }) => rating !== null && Number(rating) < 3),
  )
})

test('statistics and correlations are as computed by hand, in their order', async () => {
  const statistics = z.object({ measures: list, correlations: list })
  const measure = 'measure count mean standardDeviation minimum q1 median q3 maximum'
  const ours = await edge.answer(
    statistics,
    `{ statistics { measures { ${measure} } correlations { x y r n } } }`,
  )
  const order = words('order_value items discount delivery_days rating')
  const theirs = order.map((name) => rowsOf('statistics').find((other) => other.measure === name)!)
  expect(listDifferences(ours.measures, theirs, words(measure))).toEqual([])
  const correlated = words('unit_price discount_percent quantity profit delivery_days rating')
  const pairs = correlated.flatMap((x, i) => correlated.slice(i + 1).map((y) => [x, y]))
  expect(ours.correlations.map(({ x, y }) => [x, y])).toEqual(pairs)
  const known = pairs.map(([x, y]) =>
    rowsOf('correlations').find((pair) => pair.x === x && pair.y === y)!,
  )
  expect(listDifferences(ours.correlations, known, words('r n'))).toEqual([])
})

test('seasons are as computed by hand', async () => {
  const ours = await edge.answer(list, '{ seasonality { year quarter revenue index } }')
  expect(listDifferences(ours, rowsOf('seasonality'), words('year quarter revenue index'))).toEqual(
    [],
  )
})

test.each(['COUNTRY', 'REGION', 'CITY'])(
  'geography by %s is as computed by hand',
  async (level) => {
    const columns = 'country region city customers orders revenue share'
    const ours = await edge.answer(list, `{ geography(level: ${level}) { ${columns} } }`)
    const theirs = rowsOf('geography').filter((place) => place.level === level)
    expect(listDifferences(byPlace(ours), byPlace(theirs), words(columns))).toEqual([])
    const revenues = ours.map(({ revenue }) => Number(revenue))
    expect(revenues).toEqual(revenues.toSorted((a, b) => b - a))
  },
)

const placeOf = ({ country, region, city }: Figures) => JSON.stringify([country, region, city])
const byPlace = (rows: readonly Figures[]) =>
  rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
