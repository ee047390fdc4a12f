import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptVersions } from '../../lakehouse/publications.ts'
import { openTables } from '../../lakehouse/tables.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { type Built, openShop, PARAMETERS, type Shop, SMALL_SHOP } from './shop.ts'
import { type Told, tellLake } from './told.ts'

const LINE = {
  eventTs: '2025-04-02T10:00:00Z',
  receivedAt: '2025-04-02T10:00:01Z',
  orderId: 's1',
  customerId: 'c1',
  productId: 'p1',
  unitPrice: '10.0000',
} as const
const PURCHASES: readonly Told[] = [
  { ...LINE, eventId: 'e1' },
  { ...LINE, eventId: 'e2', productId: 'p3', unitPrice: '7.0000' },
  { ...LINE, eventId: 'e3', orderId: 's2', isSimulated: true },
]
const REVENUE = `select revenue, orders from gold.sales_metrics where grain = 'YEAR' and dimension = 'TOTAL'`
const STREAMED = `select order_id from silver.orders where source = 'stream' order by order_id`

let shop: Shop
let built: Built

beforeAll(async () => {
  shop = openShop(SMALL_SHOP)
  await tellLake(shop.lake, PURCHASES)
  built = await shop.build()
})

afterAll(() => shop[Symbol.dispose]())

const duplicates = ({ events }: Built) =>
  events.flatMap((event) =>
    event.kind === 'broken' && event.result.rule === 'duplicate' ? [event.result] : [],
  )

test('a purchase is an order of the next publication, which moves to its moment and names the events', async () => {
  expect(built.publication).toMatchObject({ asOf: '2025-04-02T10:00:00.000000Z', isServed: true })
  expect(built.publication.tables).toContainEqual({ table: 'bronze.events', version: 0n, rows: 3n })
  expect(await shop.ask(REVENUE)).toEqual([{ revenue: '45.0000', orders: 4n }])
  expect(await shop.ask(STREAMED)).toEqual([{ order_id: 's1' }])
  expect(duplicates(built)).toEqual([])
  await using engine = await openDuckdb({ lake: shop.lake, memoryLimit: '200MB' })
  const tables = await openTables(engine, shop.lake).all()
  const upstream = (table: string) => tables.find(({ name }) => name === table)?.upstream
  expect(upstream('silver.events')).toEqual(['bronze.events'])
  expect(upstream('silver.orders')).toContain('silver.events')
  // The stream forgets old versions by itself.
  expect([...(await keptVersions(shop.lake, { keep: 30, keepAll: 30 })).keys()]).not.toContain(
    'bronze.events',
  )
})

test('a build without new events changes nothing; a view alone makes no figure another', async () => {
  using copy = shop.copy()
  expect(await copy.build()).toMatchObject({ kind: 'unchanged', publication: built.publication })
  await tellLake(copy.lake, [{ ...LINE, eventId: 'v1', eventType: 'page_view' }], 2n)
  const next = await copy.build()
  expect(next.kind).toBe('published')
  expect(await copy.ask(REVENUE)).toEqual([{ revenue: '45.0000', orders: 4n }])
})

test('an order that the files bring later counts once, with the lines that they have', async () => {
  using copy = shop.copy()
  copy.give('orders.csv', [...SMALL_SHOP['orders.csv'], 's1,c1,2025-04-02 10:00:00,delivered'])
  copy.give('order_items.csv', [...SMALL_SHOP['order_items.csv'], 'i4,s1,p1,3,10.00'])
  const next = await copy.build()
  expect(await copy.ask(STREAMED)).toEqual([])
  expect(await copy.ask(REVENUE)).toEqual([{ revenue: '65.0000', orders: 4n }])
  expect(duplicates(next)).toEqual([])
})

test('an order whose lines the files have in others is no order of nothing', async () => {
  using copy = shop.copy()
  await tellLake(copy.lake, [{ ...LINE, eventId: 'i1', orderId: 's3' }], 2n)
  await copy.build()
  expect(await copy.ask(STREAMED)).toEqual([{ order_id: 's1' }])
})

test('lines of the files take the place of the stream’s, whose order stands until the files have it', async () => {
  using copy = shop.copy()
  copy.give('order_items.csv', [...SMALL_SHOP['order_items.csv'], 'i4,s1,p1,3,10.00'])
  await copy.build()
  expect(await copy.ask(STREAMED)).toEqual([{ order_id: 's1' }])
  expect(await copy.ask(REVENUE)).toEqual([{ revenue: '65.0000', orders: 4n }])
})

test('simulated purchases become orders where that is allowed; a line comes back when its product does', async () => {
  using copy = shop.copy()
  copy.give('products.csv', [...SMALL_SHOP['products.csv'], 'p3,Spoon,7.00,3.00'])
  await copy.build({ parameters: { ...PARAMETERS, promoteSimulated: true } })
  expect(await copy.ask(STREAMED)).toEqual([{ order_id: 's1' }, { order_id: 's2' }])
  expect(await copy.ask(REVENUE)).toEqual([{ revenue: '62.0000', orders: 5n }])
})

test('a selection reads the events that were published, whatever came since', async () => {
  using copy = shop.copy()
  await tellLake(copy.lake, [{ ...LINE, eventId: 'e4', orderId: 's3' }], 2n)
  const selected = await copy.build({ selections: ['+gold.segments'], isFull: true })
  expect(selected.kind).toBe('published')
  expect(await copy.ask(STREAMED)).toEqual([{ order_id: 's1' }])
  expect((await copy.build()).kind).toBe('published')
  expect(await copy.ask(STREAMED)).toEqual([{ order_id: 's1' }, { order_id: 's3' }])
})
