import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { text } from '../../lakehouse/sql.ts'
import { differencesOf } from './differences.ts'
import { tellEvents } from './edge-events.ts'
import { golden } from './edge-shop.ts'
import { buildShop, canonicalSource, type GoldenShop } from './shop.ts'

const from = fileURLToPath(new URL('edge', import.meta.url))

let shop: GoldenShop

beforeAll(async () => {
  shop = await buildShop({
    source: canonicalSource(from),
    from,
    timezone: 'America/Sao_Paulo',
    asOf: golden.asOf,
    prepare: tellEvents,
  })
})

afterAll(() => shop[Symbol.asyncDispose]())

const ask = (select: string) => shop.engine.rows(text(select))

test('orders of the stream stand beside those of the files, which are as they were', async () => {
  const orders = golden.tables.find(({ block }) => block === 'silver_orders')!
  expect((await differencesOf(shop.engine, orders)).toSorted()).toEqual(
    ['s1', 's2', 's4'].map((id) => `${id} is not expected`),
  )
  const items = golden.tables.find(({ block }) => block === 'silver_order_items')!
  expect((await differencesOf(shop.engine, items)).toSorted()).toEqual(
    ['e1', 'e2', 'e4', 'e6'].map((id) => `${id} is not expected`),
  )
  expect(
    await ask(`
      select order_id, source, customer_id, order_date, status, payment_status, payment_method, channel, store_id, country, region,
        city, total_amount, item_count, hour, weekday
      from silver.orders
      where order_id in ('s1', 's2', 'o01')
      order by source desc, order_id`),
  ).toMatchObject([
    {
      order_id: 's1',
      source: 'stream',
      customer_id: 'u01',
      order_date: '2016-09-10T13:00:00.000000Z',
      status: 'CONFIRMED',
      payment_status: 'COMPLETED',
      payment_method: 'pix',
      channel: 'web',
      store_id: 's1',
      country: 'BR',
      region: 'SP',
      city: 'São Paulo',
      total_amount: '240.0000',
      item_count: 3n,
      hour: 10,
      weekday: 6,
    },
    {
      order_id: 's2',
      source: 'stream',
      customer_id: null,
      order_date: '2016-09-11T10:00:00.123456Z',
      country: null,
      total_amount: '250.0000',
    },
    { order_id: 'o01', source: 'batch' },
  ])
})

test('gold differs by what the stream sold, to the cent', async () => {
  expect(
    await ask(`
      select orders, units, revenue, profit from gold.sales_metrics
      where dimension = 'TOTAL' and grain = 'MONTH' and period_start = date '2016-09-01'`),
  ).toEqual([{ orders: 3n, units: 5n, revenue: '520.0000', profit: '108.0000' }])
  const products = golden.tables.find(({ table }) => table === 'gold.product_performance')!
  const place = (column: string) => products.columns.indexOf(column)
  const before = new Map(
    products.rows.map((row) => [row[place('product_id')], [row[place('units_sold')], row[place('revenue')]]]),
  )
  const sold = await ask(`select product_id, units_sold, revenue from gold.product_performance order by product_id`)
  const more = sold.flatMap(({ product_id, units_sold, revenue }) => {
    const [units, amount] = before.get(product_id) ?? []
    const added = Number(units_sold) - Number(units)
    return added === 0 ? [] : [[product_id, added, Number(revenue) - Number(amount)]]
  })
  expect(more).toEqual([
    ['p01', 2, 200],
    ['p02', 1, 40],
    ['p03', 1, 250],
    ['p06', 1, 30],
  ])
})

const refused = (table: string, key: string) =>
  ask(`select ${key} as key, _rule, _reason from quarantine.${table} where _source = 'stream' order by 1`)

test('what breaks a rule is in the quarantine as the stream told it', async () => {
  expect(await refused('orders', 'order_id')).toEqual([
    { key: 's3', _rule: 'emptied', _reason: 'order_items: all quarantined, expected at least one' },
    { key: 's6', _rule: 'emptied', _reason: 'order_items: all quarantined, expected at least one' },
    { key: 's7', _rule: 'orphan', _reason: 'customer_id: "u99", expected a known customer' },
  ])
  expect(await refused('order_items', 'order_item_id')).toEqual([
    { key: 'e10', _rule: 'unparsable', _reason: 'unit_price: missing, expected a number here or in line_total' },
    { key: 'e11', _rule: 'orphan', _reason: 'order_id: "s7", expected an order that is not quarantined' },
    { key: 'e5', _rule: 'orphan', _reason: 'product_id: "p99", expected a known product' },
    { key: 'e7', _rule: 'orphan', _reason: 'product_id: "p99", expected a known product' },
  ])
})

test('silver keeps each event once, as it came first', async () => {
  expect(await ask(`select count(*) as events, count(distinct event_id) as ids from silver.events`)).toEqual([
    { events: 12n, ids: 12n },
  ])
  expect(await ask(`select quantity from silver.events where event_id = 'e4'`)).toEqual([{ quantity: 1 }])
})
