import * as fc from 'fast-check'
import { EVENT_TYPES } from '../../lakehouse/events/topics.ts'
import type { Happened } from './naive.ts'

/** When the first of any events may happen. */
export const START = Date.parse('2025-11-21T22:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** As the typed tables have an event. */
export interface Stored extends Happened {
  readonly isLate?: boolean
}

/** Times at and beside the limits of minutes, silences and journeys. */
const moment = fc
  .record({
    hour: fc.integer({ min: 0, max: 9 }),
    minute: fc.constantFrom(0, 1, 5, 29, 30, 31, 59),
    ms: fc.constantFrom(0, 1, 59_999),
  })
  .map(({ hour, minute, ms }) => START + hour * HOUR + minute * MINUTE + ms)

const nearby = fc.record({
  start: moment,
  steps: fc.array(
    fc.constantFrom(0, 1, 5 * MINUTE, 30 * MINUTE - 1, 30 * MINUTE, 30 * MINUTE + 1),
    {
      maxLength: 8,
    },
  ),
})

const someName = (...names: string[]) => fc.constantFrom(...names, null)

const visit = fc
  .record({
    times: nearby,
    sessionId: someName('s1', 's2'),
    facts: fc.array(
      fc.record({
        type: fc.constantFrom(...EVENT_TYPES),
        customerId: someName('c1'),
        productId: fc.constantFrom('p1', 'p1', 'p2'),
        category: someName('a', 'b'),
        storeId: someName('st'),
        city: someName('x', 'y'),
        orderId: fc.constantFrom('o1', 'o2', 'o3'),
        quantity: fc.integer({ min: 1, max: 3 }),
        total: fc.bigInt({ min: 0n, max: 10_000_000n }),
        isLate: fc.constantFrom(false, false, false, true),
      }),
      { minLength: 9, maxLength: 9 },
    ),
  })
  .map(({ times: { start, steps }, sessionId, facts }) => {
    let at = start
    return [0, ...steps].map((step, i) => {
      at += step
      const fact = facts[i]!
      const isPurchase = fact.type === 'purchase'
      return {
        ...fact,
        sessionId,
        at,
        orderId: isPurchase ? fact.orderId : null,
        total: isPurchase ? fact.total : 0n,
      }
    })
  })

/** Some visits within twelve hours; of one in four events it is said that they came late. */
export const anyEvents = fc
  .array(visit, { maxLength: 8 })
  .map((visits) => visits.flat().map((event, i): Stored => ({ ...event, eventId: `e${i}` })))
