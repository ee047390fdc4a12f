import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../../gateway/gateway.ts'
import { alerts } from '../../../lakehouse/contracts/ops/alerts.ts'
import { openDuckdb } from '../../../lakehouse/engines/duckdb/duckdb.ts'
import { openSqliteLog } from '../../../lakehouse/events/sqlite-log.ts'
import { recommendationMessage } from '../../../lakehouse/events/recommendation.ts'
import {
  AlertRaisedDocument,
  EventsDocument,
  OrderPlacedDocument,
  RecommendationMadeDocument,
} from '../../../sdk/generated/graphql.ts'
import { serveLake } from '../serve-lake.ts'
import { figure, hear, soon } from './heard.ts'
import { type LakeWithLog, lakeWithLog } from './lake-with-log.ts'

let shop: LakeWithLog
let gateway: Gateway
const problems: string[] = []
beforeAll(async () => {
  shop = await lakeWithLog()
  gateway = await serveLake(shop.lake, { log: (line) => problems.push(line) })
  return async () => {
    await gateway.close()
    await shop[Symbol.asyncDispose]()
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }
})

let next = 0
/** Ids that no other test uses. */
const ids = (count: number) => Array.from({ length: count }, () => `e${(next += 1)}`)

const idsOf = (told: readonly { orderPlaced: { eventId: string } }[]) =>
  told.map(({ orderPlaced }) => orderPlaced.eventId)

test('orders are told in their order, with what the publication knows of them', async () => {
  const heard = await hear(gateway, OrderPlacedDocument, { variables: {} })
  const bought = ids(30)
  await shop.buy(bought)
  const told = await heard.until(30)
  expect(idsOf(told)).toEqual(bought)
  expect(told[0]).toMatchObject({
    orderPlaced: {
      orderId: `o-${bought[0]}`,
      orderedAt: '2026-11-22T12:00:00.000000Z',
      product: { productId: 'p01', name: 'Faca do chef' },
      quantity: 2,
      isSimulated: false,
    },
  })
  expect(String(told[0]!.orderPlaced.total)).toBe('25.0000')
  await heard.stop()
})

test('an id that comes again is told once; what is no event is told to nobody', async () => {
  const heard = await hear(gateway, OrderPlacedDocument, { variables: {} })
  const [first = '', second = ''] = ids(2)
  await shop.buy([first, first])
  await shop.log.append([{ topic: 'orders', key: 's1', value: 'no JSON' }])
  await shop.buy([first, second])
  expect(idsOf(await heard.until(2))).toEqual([first, second])
  await heard.stop()
})

test.each([
  { name: 'a store', where: { storeId: 's2' }, wanted: { store_id: 's2' } },
  { name: 'a city', where: { city: 'Recife' }, wanted: { city: 'Recife' } },
  { name: 'an own category', where: { category: 'gift' }, wanted: { category: 'gift' } },
  { name: "its product's category", where: { category: 'Panelas' }, wanted: { product_id: 'p03' } },
  {
    name: 'a total',
    where: { minimumTotal: '25.0001' as const },
    wanted: { unit_price: '12.5001' },
  },
])('$name filters orders', async ({ where, wanted }) => {
  const heard = await hear(gateway, OrderPlacedDocument, { variables: { where } })
  const [other = '', one = '', another = ''] = ids(3)
  await shop.buy([other])
  await shop.buy([one], wanted)
  await shop.buy([another])
  expect(idsOf(await heard.until(1))).toEqual([one])
  await delay(50)
  expect(heard.all).toHaveLength(1)
  await heard.stop()
})

const event = (type: string) => ({
  event_id: ids(1)[0],
  event_type: type,
  event_ts: '2026-11-22T12:00:00Z',
  session_id: 's1',
  product_id: 'p03',
})

test('events are told of the types that are asked for', async () => {
  const heard = await hear(gateway, EventsDocument, {
    variables: { types: ['PAGE_VIEW', 'ADD_TO_CART'] },
  })
  for (const [topic, type] of [
    ['page_views', 'page_view'],
    ['cart_events', 'remove_from_cart'],
    ['orders', 'purchase'],
    ['cart_events', 'add_to_cart'],
  ] as const) {
    const value = JSON.stringify({ ...event(type), order_id: 'o' })
    await shop.log.append([{ topic, key: 's1', value }])
    await delay(2)
  }
  const told = await heard.until(2)
  expect(told.map(({ events }) => [events.type, events.category])).toEqual([
    ['PAGE_VIEW', 'Panelas'],
    ['ADD_TO_CART', 'Panelas'],
  ])
  await heard.stop()
})

test('what goes with an order is told, once', async () => {
  const heard = await hear(gateway, RecommendationMadeDocument, { variables: {} })
  const made = recommendationMessage(
    {
      orderId: 'r1',
      orderedAt: '2026-11-22T12:00:00.000000Z',
      madeAt: '2026-11-22T12:00:03.000000Z',
      customerId: 'u01',
      storeId: 's1',
      paymentMethod: 'card',
      total: '100.0000',
      isSimulated: true,
      lines: [{ productId: 'p01', quantity: 1, unitPrice: '100.0000', total: '100.0000' }],
      recommendations: [
        {
          productId: 'p03',
          rank: 1,
          relevance: 1,
          confidence: 0.5,
          isFallback: false,
          because: ['p01'],
        },
      ],
    },
    new Map(),
  )
  await shop.log.append([made, made])
  const [told] = await heard.until(1)
  expect(told).toMatchObject({
    recommendationMade: {
      orderId: 'r1',
      customer: { customerId: 'u01' },
      store: { name: 'Centro' },
      lines: [{ product: { name: 'Faca do chef' } }],
      recommendations: [
        { rank: 1, product: { name: 'Panela de ferro' }, because: [{ name: 'Faca do chef' }] },
      ],
    },
  })
  await delay(50)
  expect(heard.all).toHaveLength(1)
  await heard.stop()
})

test('an alert is told when it begins and when it has passed', async () => {
  const heard = await hear(gateway, AlertRaisedDocument, { variables: { minimum: 'WARNING' } })
  await using engine = await openDuckdb({ lake: shop.lake })
  const add = (state: string, severity: string) =>
    engine.write(
      alerts,
      `select 'a-${severity}' as alert_id, '${state}' as state, 'lag' as kind, '${severity}' as severity,
        'Late' as title, 'Very late' as message, null as table_name,
        timestamptz '2026-11-22 12:00:00+00' as raised_at, now() as at`,
      { mode: 'append' },
    )
  await add('RAISED', 'INFO')
  await add('RAISED', 'CRITICAL')
  expect(await heard.until(1)).toMatchObject([
    { alertRaised: { id: 'a-CRITICAL', resolvedAt: null } },
  ])
  await add('RESOLVED', 'CRITICAL')
  const told = await heard.until(2)
  expect(told[1]!.alertRaised.resolvedAt).not.toBeNull()
  await heard.stop()
})

test('over connections that break nothing is missed and nothing told twice', async () => {
  const heard = await hear(gateway, OrderPlacedDocument, { variables: {} })
  const bought: string[] = []
  for (let round = 0; round < 4; round++) {
    const these = ids(25)
    bought.push(...these)
    await shop.buy(these)
    if (round === 0) await heard.until(1)
    heard.breakConnection()
  }
  expect(idsOf(await heard.until(100))).toEqual(bought)
  expect(heard.connections()).toBeGreaterThan(1)
  await heard.stop()
})

test('another gateway goes on from the cursor', async () => {
  const heard = await hear(gateway, OrderPlacedDocument, { variables: {} })
  const [first = '', ...later] = ids(300)
  await shop.buy([first])
  const { cursor } = (await heard.until(1))[0]!.orderPlaced
  await heard.stop()
  await shop.buy(later.slice(0, 250))
  const other = await serveLake(shop.lake)
  const again = await hear(other, OrderPlacedDocument, { variables: { after: cursor } })
  await shop.buy(later.slice(250))
  expect(idsOf(await again.until(299))).toEqual(later)
  await again.stop()
  await other.close()
})

const codeOf = (error: unknown) => Object(error).code

test.each(['', 'rubbish', Buffer.from('["x","orders/0","1"]').toString('base64url')])(
  'the cursor %j is refused',
  async (after) => {
    const heard = await hear(gateway, OrderPlacedDocument, { variables: { after } })
    expect(codeOf(heard.failure())).toBe('BAD_USER_INPUT')
  },
)

test("another subscription's cursor is refused", async () => {
  const heard = await hear(gateway, OrderPlacedDocument, { variables: {} })
  await shop.buy(ids(1))
  const after = (await heard.until(1))[0]!.orderPlaced.cursor
  await heard.stop()
  const other = await hear(gateway, EventsDocument, { variables: { after } })
  expect(codeOf(other.failure())).toBe('BAD_USER_INPUT')
})

test('a cursor whose messages are no longer kept has expired', async () => {
  await using small = await lakeWithLog()
  const served = await serveLake(small.lake)
  const heard = await hear(served, OrderPlacedDocument, { variables: {} })
  await small.buy(ids(2))
  const after = (await heard.until(2))[0]!.orderPlaced.cursor
  await heard.stop()
  await delay(5)
  const path = join(small.lake, '.events.db')
  await using forgetful = openSqliteLog({ path, partitions: 4, retentionDays: 0 })
  await forgetful.retain()
  const again = await hear(served, OrderPlacedDocument, { variables: { after } })
  expect(codeOf(again.failure())).toBe('CURSOR_EXPIRED')
  await served.close()
})

test('equal subscriptions are run once, whoever goes on from which cursor', async () => {
  const before = await figure(gateway, 'lakegate_statement_seconds_count')
  const all = await Promise.all(
    Array.from({ length: 50 }, () => hear(gateway, OrderPlacedDocument, { variables: {} })),
  )
  expect(await figure(gateway, 'lakegate_subscribers')).toBe(50)
  const bought = ids(20)
  await shop.buy(bought)
  for (const heard of all) expect(idsOf(await heard.until(20))).toEqual(bought)
  // One statement for the products, and one for their categories, of events that came together.
  expect((await figure(gateway, 'lakegate_statement_seconds_count')) - before).toBeLessThanOrEqual(
    6,
  )
  await Promise.all(all.map((heard) => heard.stop()))
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === 0)).toBe(true)
})
