import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import type { Scope } from '../../resolvers/scope.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { SMALL_SHOP, openShop } from '../build/shop.ts'
import { type Told, tell } from '../live/told.ts'
import { ask, askWith } from './ask.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

let gateway: Gateway
let guarded: Gateway

const sold = (order: string, at: string, more: Partial<Told> = {}): Told => ({
  type: 'purchase',
  at,
  session: 's1',
  customer: 'c1',
  product: 'p1',
  order,
  quantity: 2,
  price: '10.0000',
  ...more,
})

/** The last order of the shop's files is of 2025-04-01 10:00, three quarters of an hour before the stream's first. */
beforeAll(async () => {
  const shop = openShop({
    ...SMALL_SHOP,
    'customers.csv': [...SMALL_SHOP['customers.csv'], ',Nobody,2025-02-01'],
  })
  await shop.build()
  await using engine = await openDuckdb({ lake: shop.lake, memoryLimit: '300MB' })
  await tell(
    engine,
    [
      sold('o3', '2025-04-01T10:00:00Z', { quantity: 1 }),
      sold('x1', '2025-04-01T10:45:00Z'),
      sold('x1', '2025-04-01T10:45:01Z', { product: 'unknown', quantity: 1, price: '1.5000' }),
      sold('x2', '2025-04-01T11:00:10Z', { customer: 'c9', isLate: true }),
      sold('x3', '2025-04-01T11:00:20Z', { isSimulated: true }),
    ],
    { watermark: '2025-04-01T11:00:30.000000Z' },
  )
  gateway = await serveLake(shop.lake)
  guarded = await serveLake(shop.lake, { auth: AUTH })
  return async () => {
    await gateway.close()
    await guarded.close()
    shop[Symbol.dispose]()
  }
})

test('the running period has the publication’s sales and the live orders that it does not have', async () => {
  const totals = '{ orders units revenue profit uniqueCustomers aov cancellationRate }'
  const { data, errors } = await ask(
    gateway,
    `{ live { day: openPeriod ${totals} quarter: openPeriod(grain: QUARTER) { orders } year: openPeriod(grain: YEAR) { orders revenue } } }`,
  )
  expect(errors).toBeUndefined()
  // o3 of the files, x1 and x2 of the stream; x3 is made up, and this shop is no sample.
  expect(data).toEqual({
    live: {
      day: {
        orders: 3,
        units: 6,
        revenue: '51.5000',
        profit: '30.0000',
        uniqueCustomers: 2,
        aov: '17.1667',
        cancellationRate: 0,
      },
      quarter: { orders: 3 },
      year: { orders: 5, revenue: '76.5000' },
    },
  })
})

const totals = (orders: number, units: number, revenue: string) => ({ orders, units, revenue })

test('batch and streaming are compared by hour and day; an order of both counts once', async () => {
  const of = '{ orders units revenue }'
  const row = `{ periodStart batch ${of} streaming ${of} union ${of} revenueDifference inBoth }`
  const { data, errors } = await ask(
    gateway,
    `{ hours: batchVersusStreaming(range: { from: "2025-04-01" }) ${row} days: batchVersusStreaming(grain: DAY, range: { from: "2025-03-31", to: "2025-04-02" }) ${row} }`,
  )
  expect(errors).toBeUndefined()
  const none = totals(0, 0, '0.0000')
  const hours = [
    {
      periodStart: '2025-04-01T10:00:00.000000Z',
      batch: totals(1, 1, '10.0000'),
      streaming: totals(2, 4, '31.5000'),
      union: totals(2, 4, '31.5000'),
      revenueDifference: '-21.5000',
      inBoth: 1,
    },
    {
      periodStart: '2025-04-01T11:00:00.000000Z',
      batch: none,
      streaming: totals(2, 4, '40.0000'),
      union: totals(2, 4, '40.0000'),
      revenueDifference: '-40.0000',
      inBoth: 0,
    },
  ]
  const days = [
    {
      periodStart: '2025-03-31T00:00:00.000000Z',
      batch: none,
      streaming: none,
      union: none,
      revenueDifference: '0.0000',
      inBoth: 0,
    },
    {
      periodStart: '2025-04-01T00:00:00.000000Z',
      batch: totals(1, 1, '10.0000'),
      streaming: totals(4, 8, '71.5000'),
      union: totals(4, 8, '71.5000'),
      revenueDifference: '-61.5000',
      inBoth: 1,
    },
  ]
  expect(data).toMatchObject({ days })
  const { hours: shown } = z.object({ hours: z.array(z.unknown()) }).parse(data)
  expect(shown.slice(-2)).toEqual(hours)
  expect(shown).toHaveLength(12)
})

test.each([
  'live { salesPerMinute(minutes: 0) { orders } }',
  'live { salesPerMinute(minutes: 1441) { orders } }',
  'live { salesPerMinute(by: STORE) { orders } }',
  'live { salesPerMinute(value: "b1") { orders } }',
  'live { mostViewed(first: 501) { views } }',
  'live { salesByHour(range: { from: "2025-04-02", to: "2025-04-01" }) { orders } }',
  'batchVersusStreaming(range: { from: "2025-01-01", to: "2025-03-01" }) { inBoth }',
  'batchVersusStreaming(range: { from: "2025-01-01" }) { inBoth }',
  'batchVersusStreaming(grain: DAY, range: { from: "1970-01-01" }) { inBoth }',
  'pipeline { messages(topic: "orders", partition: 0, from: 7) { value } }',
  'pipeline { messages(topic: "orders", partition: 0, first: 0) { value } }',
])('%s is refused', async (field) => {
  const { errors } = await ask(gateway, `{ ${field} }`)
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

test.each([
  'messages(topic: "nothing", partition: 0) { value }',
  'messages(topic: "orders", partition: 99) { value }',
  'quarantine(table: "nothing") { totalCount }',
])('%s is not there', async (field) => {
  const { errors } = await ask(gateway, `{ pipeline { ${field} } }`)
  expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
})

const answer = z.object({
  pipeline: z.object({ quarantine: z.looseObject({}) }).catchall(z.array(z.unknown())),
})

async function send(scopes: readonly Scope[], body: object): Promise<void> {
  await fetch(`${guarded.url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await bearer({ scopes })) },
    body: JSON.stringify(body),
  })
}

test('messages and rows set aside are masked without pii', async () => {
  const event = { event_id: 'e1', event_type: 'page_view', event_ts: '2025-04-01T10:00:00Z' }
  await send(['ingest'], { ...event, customer_id: 'c1', city: 'Porto' })
  const query = `{ pipeline {
    ${[0, 1, 2, 3].map((partition) => `p${partition}: messages(topic: "page_views", partition: ${partition}) { key value }`).join(' ')}
    quarantine(table: "customers") { totalCount nodes { id table rule row } } } }`
  const shown = async (scopes: readonly Scope[]) => {
    const { data, errors } = await askWith(await bearer({ scopes }))(guarded, query)
    expect(errors).toBeUndefined()
    const { quarantine, ...partitions } = answer.parse(data).pipeline
    return { message: Object.values(partitions).flat()[0], quarantine }
  }
  const masked = await shown(['operator'])
  expect(masked.message).toEqual({
    key: '***',
    value: JSON.stringify({
      ...event,
      event_ts: '2025-04-01T10:00:00.000000Z',
      customer_id: '***',
      city: 'Porto',
    }),
  })
  expect(masked.quarantine).toMatchObject({ totalCount: 1, nodes: [{ table: 'customers' }] })
  expect(JSON.stringify(masked.quarantine)).not.toContain('Nobody')
  const whole = await shown(['operator', 'pii'])
  expect(whole.message).toMatchObject({ key: 'c1' })
  expect(JSON.stringify(whole.quarantine)).toContain('Nobody')
})
