import { afterAll, beforeAll, expect, test } from 'vitest'
import { LakehouseError } from '../../lakehouse/errors.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { type ShopEvent, isRefused, keyOf, readEventJson } from '../../lakehouse/events/event.ts'
import { EVENT_TOPICS, topicOf } from '../../lakehouse/events/topics.ts'
import { simulate } from '../../jobs/stream/simulate/simulate.ts'
import { openShop, type Shop, SMALL_SHOP } from '../build/shop.ts'
import { smallShop } from '../build/small-shop.ts'
import { allOf, openTemporaryLog } from '../events/temporary-log.ts'

let past: Shop
let future: Shop
beforeAll(async () => {
  past = await smallShop()
  future = past.copy()
  await future.build({ asOf: '2999-01-01T00:00:00Z' })
})
afterAll(() => future[Symbol.dispose]())

const AS_OF = Date.parse('2025-04-01T10:00:00Z')
const RATE = 400

async function run(lake: string, log: EventLog, forMs: number): Promise<string[]> {
  const said: string[] = []
  const { signal } = new AbortController()
  const report = (line: string) => said.push(line)
  await simulate({ log, lake, rate: RATE, seed: 1, forMs, signal, report })
  return said
}

async function told(log: EventLog): Promise<ShopEvent[]> {
  const messages = (await Promise.all(EVENT_TOPICS.map((topic) => allOf(log, topic)))).flat()
  return messages.map(({ topic, key, value, at }) => {
    const event = readEventJson(value, at)
    if (isRefused(event)) throw new Error(event.reason)
    expect([topic, key]).toEqual([topicOf(event.type), keyOf(event)])
    return event
  })
}

const latest = (events: readonly ShopEvent[]) => Math.max(...events.map(({ atMs }) => atMs))

test('it begins where the publication ends, goes on where it stopped, and no id is made twice', async () => {
  await using log = await openTemporaryLog()
  await run(past.lake, log, 1500)
  const before = await told(log)
  expect(before.length).toBeGreaterThan(10)
  for (const { atMs } of before) {
    expect(atMs).toBeGreaterThan(AS_OF)
    expect(atMs).toBeLessThanOrEqual(AS_OF + 1500)
  }

  await run(past.lake, log, 1500)
  const events = await told(log)
  const after = events.filter(({ eventId }) => !before.some((event) => event.eventId === eventId))
  expect(after.length).toBeGreaterThan(10)
  for (const { atMs } of after) expect(atMs).toBeGreaterThan(latest(before))
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length)
  const sessions = new Set(before.map(({ sessionId }) => sessionId))
  expect(after.filter(({ sessionId }) => sessions.has(sessionId))).toEqual([])
})

test('nothing happens ahead of the wall clock, whatever the publication is as of', async () => {
  await using log = await openTemporaryLog()
  const started = Date.now()
  await run(future.lake, log, 1000)
  const events = await told(log)
  expect(events.length).toBeGreaterThan(5)
  for (const { atMs } of events) expect(atMs).toBeGreaterThanOrEqual(started)
  expect(latest(events)).toBeLessThanOrEqual(Date.now())
})

test('a log that does not answer is waited for, and nothing is lost', async () => {
  await using log = await openTemporaryLog()
  let failures = 2
  const sick: EventLog = {
    ...log,
    async append(messages) {
      if (failures-- > 0) throw new LakehouseError('LOG_UNAVAILABLE', 'the broker is away')
      await log.append(messages)
    },
  }
  const said = await run(past.lake, sick, 1500)
  expect(said).toEqual(['the simulator waits: the broker is away'])
  const events = await told(log)
  expect(Math.min(...events.map(({ atMs }) => atMs))).toBeLessThan(AS_OF + 1000)
  const visits = Map.groupBy(events, ({ sessionId }) => sessionId)
  for (const [id, visit] of visits) expect(visit.map((event) => event.eventId)).toContain(`${id}-1`)
})

test('without a publication, or anything that could be bought, it says what to do', async () => {
  await using log = await openTemporaryLog()
  using nothing = openShop({})
  await expect(run(nothing.lake, log, 1000)).rejects.toThrow(/run lakegate build first/)
  using empty = openShop({ ...SMALL_SHOP, 'products.csv': ['product_id,name,price,cost'] })
  await empty.build()
  await expect(run(empty.lake, log, 1000)).rejects.toThrow(/no active product with a price/)
})
