import * as fc from 'fast-check'
import { EVENT_TYPES } from '../../lakehouse/events/topics.ts'

const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', '\0'))
const anyId = fc.oneof(fc.string({ minLength: 1 }), fc.integer(), fc.double())
const anyMoment = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.integer({ min: -10, max: 2_000_000_000 }).map(String),
  fc.constantFrom('2026-02-30T00:00:00Z', '2026-11-22 10:00', '2026-11-22T10:00:00.123456+0530'),
)
const anyAmount = fc.oneof(
  fc.nat(100_000_000).map((cents) => (cents / 100).toFixed(2)),
  fc.double({ min: 0, max: 1000 }),
  fc.constantFrom('12.5000000', '1e3', '-1', '0x10', ' 7 ', 1e21),
)
const anyPlace = fc.oneof(
  fc.record({ lat: fc.double({ min: -91, max: 91 }), lon: fc.integer({ min: -181, max: 181 }) }),
  fc.json().map((json): unknown => JSON.parse(json)),
)

/** Objects that are nearly events, in every form; many can be read. */
export const anyNearEvent = fc.record(
  {
    event_id: anyId,
    event_type: fc.oneof(fc.constantFrom(...EVENT_TYPES), fc.string()),
    event_ts: anyMoment,
    timestamp: anyMoment,
    session_id: anyId,
    customer_id: anyId,
    product_id: anyId,
    category: anyText,
    quantity: fc.oneof(fc.integer({ min: -1, max: 20 }), anyAmount),
    qty: fc.nat(5).map(String),
    unit_price: anyAmount,
    price: anyAmount,
    order_id: anyId,
    city: anyText,
    location: anyPlace,
    is_simulated: fc.oneof(fc.boolean(), fc.constant('true')),
    ['__proto__']: fc.constant({ event_type: 'purchase' }),
    other: fc.json({ maxDepth: 4 }).map((json): unknown => JSON.parse(json)),
  },
  { requiredKeys: [] },
)

/** Of which every one can be read. */
export const anyEvent = fc.record(
  {
    event_type: fc.constantFrom(...EVENT_TYPES),
    event_ts: fc
      .date({
        min: new Date(0),
        max: new Date('2026-01-01'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
    product_id: fc.stringMatching(/^[\w -]*\w$/),
    order_id: fc.stringMatching(/^\w[\w -]*$/),
    session_id: fc.stringMatching(/^\w*$/),
    category: fc.string({ unit: 'grapheme' }),
    qty: fc.integer({ min: 1, max: 10_000 }),
    price: fc.nat(99_999_999).map((cents) => (cents / 100).toFixed(2)),
    location: fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
    is_simulated: fc.boolean(),
    other: fc.json({ maxDepth: 4 }).map((json): unknown => JSON.parse(json)),
  },
  { requiredKeys: ['event_type', 'event_ts', 'product_id', 'order_id'] },
)
