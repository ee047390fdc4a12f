import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { CLOSED_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import { type Message, type NewMessage, partitionName } from '../../lakehouse/events/event-log.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { EVENT_TOPICS, topicOf } from '../../lakehouse/events/topics.ts'
import { text } from '../../lakehouse/sql.ts'
import { allOf } from '../events/temporary-log.ts'
import { type Stored, anyEvents } from './any-events.ts'
import { figureRows } from './check-lake.ts'
import { type Happened, money, naiveFigures, rowText } from './naive.ts'
import { type StreamLake, streamLake } from './stream-lake.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LATENESS = 2 * MINUTE
const ROUNDS = 3

/** An event on its way, which may come after any that happened later; and how it comes again. */
interface Arriving {
  readonly event: Happened
  readonly round: number
  readonly place: number
  readonly again: 'never' | 'at once' | 'changed'
}

const arrivals: fc.Arbitrary<Arriving[]> = anyEvents
  .filter(({ length }) => length > 0)
  .chain((events) =>
    fc.tuple(
      ...events.map((event) =>
        fc.record({
          event: fc.constant(priced(event)),
          round: fc.nat(ROUNDS - 1),
          place: fc.nat(1000),
          again: fc.constantFrom('never', 'never', 'at once', 'changed'),
        }),
      ),
    ),
  )

/** What was said of the whole line is the price of one. */
const priced = (event: Stored): Happened => ({
  ...event,
  total: event.total * BigInt(event.quantity),
})

function messageOf(event: Happened): NewMessage {
  const { eventId, sessionId, customerId, type, total, quantity } = event
  const value = {
    event_id: eventId,
    event_type: type,
    event_ts: new Date(event.at).toISOString(),
    session_id: sessionId,
    customer_id: customerId,
    product_id: event.productId,
    category: event.category,
    store_id: event.storeId,
    city: event.city,
    quantity,
    ...(type === 'purchase'
      ? { order_id: event.orderId, unit_price: money(total / BigInt(quantity)) }
      : {}),
  }
  const key = sessionId ?? customerId ?? eventId
  return { topic: topicOf(type), key, value: JSON.stringify(value) }
}

/** The same id, told of something else, elsewhere in the log. */
const changed = (event: Happened): Happened => ({
  ...event,
  type: event.type === 'page_view' ? 'add_to_cart' : 'page_view',
  sessionId: 'another session',
  at: event.at + 10 * MINUTE,
})

function roundsOf(all: readonly Arriving[]): NewMessage[][] {
  const rounds: NewMessage[][] = Array.from({ length: ROUNDS + 1 }, () => [])
  for (const { event, round, again } of all.toSorted((a, b) => a.place - b.place)) {
    const message = messageOf(event)
    rounds[round]!.push(message)
    if (again === 'at once') rounds[round]!.push(message)
    if (again === 'changed') rounds[round + 1]!.push(messageOf(changed(event)))
  }
  return rounds
}

/** Says what comes of messages of which each round is one commit. */
function naiveProcessor() {
  const latest = new Map<string, number>()
  const late = new Map<string, boolean>()
  let watermark = Number.NEGATIVE_INFINITY
  let messages = 0
  return {
    late,
    watermark: () => watermark,
    repeated: () => messages - late.size,
    take(round: readonly Message[]) {
      messages += round.length
      for (const message of round) {
        const event = JSON.parse(message.value)
        const [id, at] = [String(event.event_id), Date.parse(event.event_ts)]
        const name = partitionName(message)
        latest.set(name, Math.max(latest.get(name) ?? at, at))
        if (!late.has(id)) late.set(id, Math.floor(at / MINUTE) * MINUTE + MINUTE <= watermark)
      }
      if (latest.size > 0) watermark = Math.max(watermark, Math.min(...latest.values()) - LATENESS)
    },
  }
}

async function messagesOf({ log }: StreamLake): Promise<Message[]> {
  return (await Promise.all(EVENT_TOPICS.map((topic) => allOf(log, topic)))).flat()
}

test('in whatever order, however late and however often events come: each counts once, the late ones are counted as such and in no figure', async () => {
  let lateEvents = 0
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      await using shop = await streamLake()
      const naive = naiveProcessor()
      const known = new Set<string>()
      for (const round of roundsOf(all)) {
        await shop.log.append(round)
        await shop.process()
        const placed = (await messagesOf(shop)).map((message) => ({
          message,
          place: `${partitionName(message)}/${message.offset}`,
        }))
        naive.take(placed.filter(({ place }) => !known.has(place)).map(({ message }) => message))
        for (const { place } of placed) known.add(place)
      }
      const { late } = naive
      lateEvents += [...late.values()].filter(Boolean).length

      await shop.engine.open(bronzeEvents)
      const rows = await shop.engine.rows(text('select event_id, is_late from bronze.events'))
      expect(rows.map((row) => rowText(Object.values(row))).sort()).toEqual(
        [...late].map(rowText).sort(),
      )
      const progress = readProgress(await shop.engine.state(bronzeEvents))
      expect(progress).toMatchObject({
        events: late.size,
        late: [...late.values()].filter(Boolean).length,
        repeated: naive.repeated(),
        watermark: naive.watermark(),
      })
      const inTime = all.map(({ event }) => event).filter(({ eventId }) => !late.get(eventId))
      const figures = naiveFigures(inTime, {
        to: Math.floor(naive.watermark() / MINUTE) * MINUTE,
        sessionsTo: Math.floor(naive.watermark() / HOUR) * HOUR,
      })
      for (const contract of CLOSED_TABLES)
        expect([contract.name, await figureRows(shop.engine, contract)]).toEqual([
          contract.name,
          figures[contract.name],
        ])
    }),
    { numRuns: 8, endOnFailure: true },
  )
  expect(lateEvents).toBeGreaterThan(0)
}, 120_000)

test('and so where a commit takes few of them', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 6, max: 20 }), async (all, commitEvents) => {
      await using shop = await streamLake()
      for (const round of roundsOf(all.filter(({ again }) => again !== 'changed'))) {
        await shop.log.append(round)
        await shop.process({ commitEvents, batchSize: commitEvents })
      }
      expect(await shop.differences()).toEqual([])
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 120_000)
