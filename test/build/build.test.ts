import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockLake } from '../../jobs/lock.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { type Built, openShop, PARAMETERS, type Shop, SMALL_SHOP } from './shop.ts'

const REVENUE = `select revenue, orders from gold.sales_metrics where grain = 'YEAR' and dimension = 'TOTAL'`

let small: Shop
let first: Built

beforeAll(async () => {
  small = openShop(SMALL_SHOP)
  first = await small.build()
})

afterAll(() => small[Symbol.dispose]())

test('raw files become published figures', async () => {
  const { kind, publication } = first
  expect(kind).toBe('published')
  expect(publication).toMatchObject({
    asOf: '2025-04-01T10:00:00.000000Z',
    isServed: true,
    source: 'testshop',
  })
  expect(await small.ask(REVENUE)).toEqual([{ revenue: '35.0000', orders: 3n }])
})

test('a second build of the same files writes nothing and keeps the publication', async () => {
  using shop = small.copy()
  const second = await shop.build()
  expect(second.kind).toBe('unchanged')
  expect(second.written.size).toBe(0)
  expect(second.publication).toEqual(first.publication)
})

test('a changed file rewrites what depends on it and nothing else', async () => {
  using shop = small.copy()
  shop.give('products.csv', [
    'product_id,name,price,cost',
    'p1,Knife,10.00,4.00',
    'p2,Spoon,5.00,2.00',
  ])
  const { kind, written } = await shop.build()
  expect(kind).toBe('published')
  expect([...written.keys()]).toContain('gold.product_performance')
  expect([...written.keys()]).not.toContain('silver.customers')
})

test('a full build writes every table again, with the same figures', async () => {
  using shop = small.copy()
  const full = await shop.build({ isFull: true })
  expect(full.kind).toBe('published')
  expect(full.written.size).toBeGreaterThan(35)
  const rows = ({ publication }: typeof first) =>
    publication.tables.map(({ table, rows: count }) => [table, count])
  expect(rows(full)).toEqual(rows(first))
})

test('--as-of leaves later orders out of gold and in silver', async () => {
  using shop = openShop(SMALL_SHOP)
  const { publication } = await shop.build({ asOf: '2025-03-02T10:00:00Z' })
  expect(publication.asOf).toBe('2025-03-02T10:00:00.000000Z')
  expect(await shop.ask(REVENUE)).toEqual([{ revenue: '25.0000', orders: 2n }])
  expect(await shop.ask('select count(*) as orders from silver.orders')).toEqual([{ orders: 3n }])
})

test('an --as-of that is no moment is refused by its text', async () => {
  using shop = openShop(SMALL_SHOP)
  await expect(shop.build({ asOf: 'tomorrow' })).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: expect.stringContaining('--as-of tomorrow'),
  })
})

test('--select builds the named models with what reads them, from what is there', async () => {
  using shop = small.copy()
  const { written } = await shop.build({ selections: ['gold.customer_analytics+'], isFull: true })
  expect([...written.keys()].toSorted()).toEqual(['gold.customer_analytics', 'gold.segments'])
})

test('a selection that was never built says what is missing', async () => {
  using shop = openShop(SMALL_SHOP)
  await expect(shop.build({ selections: ['gold.segments'] })).rejects.toMatchObject({
    code: 'MODEL_NOT_FOUND',
    message: expect.stringContaining('gold.customer_analytics'),
  })
})

test('a row whose parent arrives later comes out of the quarantine by itself', async () => {
  using shop = openShop({
    ...SMALL_SHOP,
    'order_items.csv': [...SMALL_SHOP['order_items.csv'], 'i4,o3,p3,1,7.00'],
  })
  const before = await shop.build()
  expect(before.written.get('silver.order_items')).toMatchObject({ rows: 3n, quarantined: 1n })
  shop.give('products.csv', [...SMALL_SHOP['products.csv'], 'p3,Spoon,7.00,3.00'])
  const after = await shop.build()
  expect(after.written.get('silver.order_items')).toMatchObject({ rows: 4n, quarantined: 0n })
  expect(await shop.ask(REVENUE)).toEqual([{ revenue: '42.0000', orders: 3n }])
})

test('a failed run publishes nothing, is recorded, and the next one goes on', async () => {
  using shop = small.copy()
  shop.give('orders.csv', ['order_id,customer_id,status', 'o1,c1,delivered'])
  await expect(shop.build()).rejects.toMatchObject({
    code: 'COLUMN_MISSING',
    message: expect.stringContaining('order_date'),
  })
  expect(await shop.ask('select publication_id from publication')).toEqual([
    { publication_id: first.publication.publicationId },
  ])
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o4,c2,2025-04-02 10:00:00,delivered'])
  expect((await shop.build()).kind).toBe('published')
})

test('a lake is built by one build at a time', async () => {
  using shop = openShop(SMALL_SHOP)
  prepareLake(shop.lake)
  using _lock = lockLake(shop.lake, 'build')
  await expect(shop.build()).rejects.toMatchObject({
    code: 'BUILD_RUNNING',
    message: expect.stringContaining(String(process.pid)),
  })
})

test('a stopped build ends soon, publishes nothing and leaves no scratch', async () => {
  using shop = openShop(SMALL_SHOP)
  const stop = new AbortController()
  const building = shop.build({ signal: stop.signal, report: () => stop.abort() })
  await expect(building).rejects.toThrow(/aborted|cancelled/)
  expect((await shop.build()).kind).toBe('published')
  expect(readdirSync(join(shop.lake, '.scratch'), { recursive: true })).toEqual([])
})

test('a key that comes twice is kept once, and the other is counted', async () => {
  using shop = openShop({
    ...SMALL_SHOP,
    'orders.csv': [...SMALL_SHOP['orders.csv'], 'o3,c2,2025-04-03 10:00:00,delivered'],
  })
  const { events } = await shop.build()
  const [order] = await shop.ask(`select customer_id from silver.orders where order_id = 'o3'`)
  expect(order).toEqual({ customer_id: 'c2' })
  const results = events.flatMap((event) => (event.kind === 'broken' ? [event.result] : []))
  expect(results).toContainEqual({
    table: 'silver.orders',
    rule: 'duplicate',
    severity: 'warn',
    checked: 4n,
    failed: 1n,
  })
})

test('what does not fit its type is set aside or unknown, and the build goes on', async () => {
  using shop = openShop({
    ...SMALL_SHOP,
    'products.csv': [
      'product_id,name,price,cost,stock',
      'p1,Knife,10.00,999999999.99,999999',
      'p2,Fork,5.00,999999999.99,999999',
    ],
    'order_items.csv': [
      ...SMALL_SHOP['order_items.csv'].map((line, i) => `${line},${i === 0 ? 'line_total' : ''}`),
      'i4,o3,p1,999999,999999999.99,10',
    ],
  })
  const { kind, written } = await shop.build()
  expect(kind).toBe('published')
  expect(written.get('silver.order_items')).toMatchObject({ rows: 3n, quarantined: 1n })
  expect(await shop.ask('select inventory_value from gold.inventory_health')).toEqual([
    { inventory_value: null },
  ])
})

test('a row without its key reaches the quarantine, whatever blanks its key has', async () => {
  using shop = openShop({
    ...SMALL_SHOP,
    'orders.csv': [
      ...SMALL_SHOP['orders.csv'],
      'o4 \t,c2,never,delivered',
      ' ,c1,2025-04-02,delivered',
    ],
  })
  const { written } = await shop.build()
  expect(written.get('silver.orders')).toMatchObject({ rows: 3n, quarantined: 2n })
})

test('a selection is refused where a run that did not end has written tables since', async () => {
  using shop = small.copy()
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o4,c2,2025-04-02 10:00:00,delivered'])
  const stop = new AbortController()
  const report = ({ kind }: { kind: string }) => void (kind === 'written' && stop.abort())
  await expect(shop.build({ signal: stop.signal, report })).rejects.toThrow(/aborted|cancelled/)
  await expect(shop.build({ selections: ['gold.segments'] })).rejects.toMatchObject({
    code: 'SELECTION_UNSAFE',
  })
})

test('a selection is refused with other settings than the tables that stay', async () => {
  using shop = small.copy()
  const parameters = { ...PARAMETERS, businessTimezone: 'Pacific/Auckland' }
  await expect(shop.build({ parameters, selections: ['gold.cohorts'] })).rejects.toMatchObject({
    code: 'SELECTION_UNSAFE',
  })
})

test('the file that was just published stays, whatever names lie beside it', async () => {
  using shop = openShop(SMALL_SHOP)
  const folder = join(shop.lake, 'serving')
  prepareLake(shop.lake)
  mkdirSync(folder)
  for (const name of ['29990101T000000Z-a', '29990101T000000Z-b', '29990101T000000Z-c'])
    writeFileSync(join(folder, `${name}.duckdb`), '')
  const { publication } = await shop.build()
  expect(readdirSync(folder)).toEqual([`${publication.publicationId}.duckdb`])
})

test('functions that change make every table that models give anew', async () => {
  using shop = small.copy()
  const { written } = await shop.build({ functions: 'other' })
  expect([...written.keys()]).toEqual(expect.arrayContaining(['silver.orders', 'gold.cohorts']))
})
