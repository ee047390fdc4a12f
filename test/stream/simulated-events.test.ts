import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type ShopEvent, readEventJson, writtenEvent } from '../../lakehouse/events/event.ts'
import { type SimulatedShop, readSimulatedShop } from '../../jobs/stream/simulate/shop.ts'
import {
  type SimulationOptions,
  simulatedEvents,
} from '../../jobs/stream/simulate/simulated-events.ts'
import { smallShop } from '../build/small-shop.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import type { GoldenShop } from '../golden/shop.ts'
import { text } from '../../lakehouse/sql.ts'

let edge: GoldenShop
let shops: readonly SimulatedShop[]
beforeAll(async () => {
  edge = await edgeShop()
  shops = await Promise.all([edge, await smallShop()].map(({ lake }) => readSimulatedShop(lake, 1)))
})

const ask = (select: string) => edge.engine.rows(text(select))

const MONDAY = Date.parse('2026-11-23T00:00:00Z')
const WEEK_MS = 7 * 86_400_000

const anySimulation = fc.record({
  shop: fc.nat(1).map((i) => shops[i]!),
  rate: fc.double({ min: 0.1, max: 1000, noNaN: true }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  from: fc.integer({ min: MONDAY, max: MONDAY + WEEK_MS }),
})

function first(count: number, options: SimulationOptions): ShopEvent[] {
  return simulatedEvents(options).take(count).toArray()
}

function until(end: number, options: SimulationOptions): ShopEvent[] {
  const events: ShopEvent[] = []
  for (const event of simulatedEvents(options)) {
    if (event.atMs > end) break
    events.push(event)
  }
  return events
}

test('every event is accepted as it is, marked, in the order of time and after the start', () => {
  fc.assert(
    fc.property(anySimulation, (options) => {
      const events = first(200, options)
      events.forEach((event, i) => {
        expect(readEventJson(writtenEvent(event), event.atMs)).toEqual(event)
        expect(event.isSimulated).toBe(true)
        expect(event.atMs).toBeGreaterThanOrEqual(events[i - 1]?.atMs ?? options.from)
      })
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length)
    }),
    { numRuns: 8 },
  )
})

test('the same options give the same events; another seed, rate, start or shop gives none of their ids', () => {
  fc.assert(
    fc.property(anySimulation, anySimulation, (left, right) => {
      const events = first(50, left)
      expect(first(50, left)).toEqual(events)
      const ids = new Set(events.map(({ eventId }) => eventId))
      for (const other of [
        { ...left, seed: left.seed + 1 },
        { ...left, rate: left.rate * 2 },
        { ...left, from: left.from + 1 },
        { ...left, shop: shops.find((shop) => shop !== left.shop)! },
        { ...right, seed: left.seed + 2 },
      ])
        expect(first(50, other).filter(({ eventId }) => ids.has(eventId))).toEqual([])
    }),
    { numRuns: 8 },
  )
})

test('who buys has looked, put it in the cart and not taken it out, or has come for nothing else', () => {
  fc.assert(
    fc.property(anySimulation, (options) => {
      const visits = Map.groupBy(first(600, options), ({ sessionId }) => sessionId!)
      expect([...visits.values()].flatMap(incoherences)).toEqual([])
    }),
    { numRuns: 8 },
  )
})

const shared = ({ customerId, channel, storeId, city, province }: ShopEvent) =>
  [customerId, channel, storeId, city, province].join('|')

/** What one visit has that no visitor does. */
function incoherences(visit: readonly ShopEvent[]): string[] {
  const viewed = new Set<string | null>()
  const cart = new Map<string | null, number | null>()
  const [begun] = visit
  const isStraight = begun!.type === 'purchase'
  return visit.flatMap((event, i) => {
    const { type, productId, quantity, orderId, atMs } = event
    const { atMs: before = 0, orderId: order = null } = visit[i - 1] ?? {}
    const isInCart = cart.get(productId) === quantity
    if (type === 'page_view') viewed.add(productId)
    if (type === 'add_to_cart') cart.set(productId, quantity)
    if (type === 'remove_from_cart') cart.delete(productId)
    return [
      atMs > before ? [] : 'not later than the one before',
      shared(event) === shared(begun!) ? [] : 'another visitor or place',
      type !== 'add_to_cart' || viewed.has(productId) ? [] : 'put in the cart without a look',
      type !== 'remove_from_cart' || isInCart ? [] : 'taken out of no cart',
      type !== 'purchase' || isInCart || isStraight ? [] : 'bought without a cart',
      type === 'purchase' || !isStraight ? [] : 'straight to the till, and then a look',
      (type === 'purchase') === (orderId !== null) ? [] : 'an order without a purchase',
      order === null || order === orderId ? [] : 'two orders',
      order === null || atMs - before < 100 ? [] : 'lines of an order far apart',
    ].flat()
  })
}

test('over a week it is the rate on average, busy by day and quiet by night in the business time zone', () => {
  const shop = shops[0]!
  expect(shop.timezone).toBe('America/Sao_Paulo')
  const events = until(MONDAY + WEEK_MS, { shop, rate: 0.2, seed: 3, from: MONDAY })
  const perSecond = events.length / (WEEK_MS / 1000)
  expect(Math.abs(perSecond / 0.2 - 1)).toBeLessThan(0.05)

  const hourOf = new Intl.DateTimeFormat('en', {
    timeZone: shop.timezone,
    hour: 'numeric',
    hourCycle: 'h23',
  })
  const byHour = Map.groupBy(events, ({ atMs }) => Number(hourOf.format(atMs)))
  const between = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => byHour.get(from + i)!.length).reduce(
      (left, right) => left + right,
    )
  const ratio = between(18, 22) / between(1, 5)
  expect(ratio).toBeGreaterThan(3)
  expect(ratio).toBeLessThan(6)
})

const has = (type: string) => (visit: ShopEvent[]) => visit.some((event) => event.type === type)

test('some visits buy, some of them without a look, some take out, a few are guests', () => {
  const events = first(20_000, { shop: shops[0]!, rate: 10, seed: 5, from: MONDAY })
  const visits = [...Map.groupBy(events, ({ sessionId }) => sessionId).values()]
  const share = (is: (visit: ShopEvent[]) => boolean) => visits.filter(is).length / visits.length
  const buying = share(has('purchase'))
  const straight = share((visit) => visit[0]!.type === 'purchase')
  expect(buying).toBeGreaterThan(0.15)
  expect(straight).toBeGreaterThan(0.01)
  expect(straight).toBeLessThan(buying / 3)
  expect(share(has('remove_from_cart'))).toBeGreaterThan(0.05)
  expect(share(([event]) => event!.customerId === null)).toBeCloseTo(0.1, 1)
})

test('customers, products with their prices and stores with their places are the shop’s', async () => {
  const events = first(5000, { shop: shops[0]!, rate: 10, seed: 1, from: MONDAY })
  const customers = await ask('select customer_id from silver.customers')
  const known = new Set(customers.map((row) => row['customer_id']))
  for (const { customerId } of events)
    expect(customerId === null || known.has(customerId)).toBe(true)

  const products = await ask('select product_id, price from silver.products where is_active')
  const prices = new Map(products.map((row) => [row['product_id'], row['price']]))
  for (const { productId, unitPrice } of events)
    expect(unitPrice).toBe(productId === null ? null : prices.get(productId))

  const stores = await ask(
    'select store_id, type, city, region, latitude, longitude from silver.stores order by store_id',
  )
  const visited = new Map(events.map((event) => [event.storeId, event]))
  visited.delete(null)
  expect(visited.size).toBeGreaterThan(0)
  const expected = stores.filter((row) => visited.has(String(row['store_id'])))
  const ours = [...visited.values()].map((event) => ({
    store_id: event.storeId,
    type: event.storeType,
    city: event.city,
    region: event.province,
    latitude: event.latitude,
    longitude: event.longitude,
  }))
  expect(ours.toSorted((a, b) => (a.store_id! < b.store_id! ? -1 : 1))).toEqual(expected)
})

test('a shop without stores has none, and what sells more is visited more', () => {
  const events = first(5000, { shop: shops[1]!, rate: 10, seed: 1, from: MONDAY })
  expect(new Set(events.map(({ storeId }) => storeId))).toEqual(new Set([null]))
  const views = (id: string) => events.filter(({ productId }) => productId === id).length
  // Three units of the one were sold, one of the other, and each counts one more.
  expect(views('p1') / views('p2')).toBeGreaterThan(1.6)
  expect(views('p1') / views('p2')).toBeLessThan(2.4)
})
