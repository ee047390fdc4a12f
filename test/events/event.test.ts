import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefused, readEvent, readEventJson, writtenEvent } from '../../lakehouse/events/event.ts'
import { anyEvent, anyNearEvent } from './any-event.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const VIEW = { event_id: 'e1', event_type: 'page_view', event_ts: '2026-11-22T09:59:00Z' }
const LINE = { event_id: 'e1', order_id: 'o1', product_id: 'p1', event_ts: '2026-11-22T09:59:00Z' }

test.each([
  {
    name: 'an event without a type and with an order is a purchase of one',
    event: LINE,
    reads: { type: 'purchase', orderId: 'o1', quantity: 1, unitPrice: null, isSimulated: false },
  },
  {
    name: 'other names',
    event: { ...LINE, event_ts: null, timestamp: '2026-11-22T09:00:00Z', price: '9.9', qty: '2' },
    reads: { at: '2026-11-22T09:00:00.000000Z', unitPrice: '9.9000', quantity: 2 },
  },
  {
    name: 'its own name before another',
    event: { ...LINE, unit_price: '1', price: '2', quantity: 3, qty: 4 },
    reads: { unitPrice: '1.0000', quantity: 3 },
  },
  {
    name: 'seconds since 1970 in text',
    event: { ...VIEW, event_ts: '1795341540.123456' },
    reads: { at: '2026-11-22T09:59:00.123456Z', atMs: 1_795_341_540_123 },
  },
  {
    name: 'seconds since 1970 as a number',
    event: { ...VIEW, event_ts: 1_795_341_540 },
    reads: { at: '2026-11-22T09:59:00.000000Z' },
  },
  {
    name: 'an instant with an offset',
    event: { ...VIEW, event_ts: '2026-11-22 11:59:00.5+02' },
    reads: { at: '2026-11-22T09:59:00.500000Z' },
  },
  {
    name: 'an instant without one is UTC',
    event: { ...VIEW, event_ts: '2026-11-22 09:59' },
    reads: { at: '2026-11-22T09:59:00.000000Z' },
  },
  {
    name: 'numbers as ids',
    event: { ...LINE, event_id: 7, product_id: 17_200_506, customer_id: 12 },
    reads: { eventId: '7', productId: '17200506', customerId: '12' },
  },
  {
    name: 'a location',
    event: { ...VIEW, location: { lat: '-33.5', lon: 151 } },
    reads: { latitude: -33.5, longitude: 151 },
  },
  {
    name: 'amounts that are no doubles',
    event: { ...LINE, unit_price: '0123456789.10000' },
    reads: { unitPrice: '123456789.1000' },
  },
  {
    name: 'five minutes ahead',
    event: { ...VIEW, event_ts: '2026-11-22T10:05:00Z' },
    reads: { type: 'page_view' },
  },
  {
    name: 'blanks are nothing',
    event: { ...VIEW, session_id: ' ', city: ' Oslo ' },
    reads: { sessionId: null, city: 'Oslo' },
  },
])('$name can be read', ({ event, reads }) => {
  expect(readEvent(event, NOW)).toMatchObject(reads)
})

test.each([
  { event: 1, rule: 'unparsable', reason: 'an event is a JSON object' },
  { event: [VIEW], rule: 'unparsable', reason: 'an event is a JSON object' },
  { event: {}, rule: 'missing_key', reason: 'event_type: missing' },
  {
    event: { ...VIEW, event_type: 'click' },
    rule: 'unknown_type',
    reason: 'event_type: "click", expected page_view, add_to_cart, remove_from_cart, purchase',
  },
  {
    event: { ...VIEW, event_type: 'add_to_cart' },
    rule: 'missing_key',
    reason: 'product_id: missing, expected of each add_to_cart',
  },
  {
    event: { ...VIEW, event_type: 'purchase', product_id: 'p' },
    rule: 'missing_key',
    reason: 'order_id: missing, expected of each purchase',
  },
  { event: { ...VIEW, event_ts: '' }, rule: 'missing_key', reason: 'event_ts: missing' },
  {
    event: { ...VIEW, event_ts: '2026-11-22T10:05:00.001Z' },
    rule: 'future_event',
    reason:
      'event_ts: "2026-11-22T10:05:00.001Z", expected at most five minutes after it came, 2026-11-22T10:00:00.000000Z',
  },
  { event: { ...VIEW, event_ts: '2026-02-30T00:00:00Z' }, reason: 'event_ts: "2026-02-30T' },
  { event: { ...VIEW, event_ts: '1969-12-31T23:59:59Z' }, reason: 'from 1970 on' },
  { event: { ...VIEW, event_ts: '1795341540123' }, reason: 'or seconds since then' },
  { event: { ...VIEW, timestamp: 'noon', event_ts: null }, reason: 'timestamp: "noon", expected' },
  { event: { ...LINE, quantity: 0 }, reason: 'quantity: "0", expected a whole number from 1' },
  { event: { ...LINE, qty: '1.5' }, reason: 'qty: "1.5", expected a whole number' },
  { event: { ...LINE, price: '-1' }, reason: 'price: "-1", expected an amount' },
  { event: { ...LINE, price: '1.00001' }, reason: 'at most four decimals' },
  { event: { ...LINE, unit_price: '1000000000' }, reason: 'to 999999999' },
  {
    event: { ...LINE, quantity: 100_000, unit_price: '100000' },
    reason: 'unit_price: "100000.0000", expected a line of 100000 below 10000000000 in all',
  },
  {
    event: { ...LINE, product_id: 2 ** 53 },
    reason: 'product_id: 9007199254740992, expected text, since a number of so many digits',
  },
  { event: { ...LINE, product_id: {} }, reason: 'product_id: an object, expected text' },
  { event: { ...VIEW, session_id: true }, reason: 'session_id: true, expected text' },
  { event: { ...VIEW, session_id: 'a\0' }, reason: 'without control characters' },
  { event: { ...VIEW, session_id: '\ud800' }, reason: 'without control characters' },
  { event: { ...VIEW, city: 'x'.repeat(501) }, reason: 'at most 500 characters' },
  { event: { ...VIEW, location: 'here' }, reason: 'location: "here", expected {"lat": …' },
  { event: { ...VIEW, location: { lat: 91, lon: 0 } }, reason: 'location.lat: "91", expected' },
  {
    event: { ...VIEW, location: { lat: 1 } },
    rule: 'missing_key',
    reason: 'location.lon: missing',
  },
  { event: { ...VIEW, is_simulated: 'no' }, reason: 'is_simulated: "no", expected true or false' },
])('an event is refused for $reason', ({ event, rule = 'unparsable', reason }) => {
  expect(readEvent(event, NOW)).toEqual({ rule, reason: expect.stringContaining(reason) })
})

test('what is no JSON, too long or nested too deeply is refused', () => {
  const { event_id: _, ...view } = VIEW
  const nested = `{"event_type":"page_view","event_ts":"0","x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
  expect([
    readEventJson('{"event_type"', NOW),
    readEventJson(JSON.stringify({ ...view, x: 'x'.repeat(65_536) }), NOW),
    readEventJson(nested, NOW),
  ]).toEqual([
    { rule: 'unparsable', reason: 'the message is no JSON' },
    { rule: 'unparsable', reason: expect.stringContaining('expected at most 65536') },
    { rule: 'unparsable', reason: 'the event is nested more than 20 levels deep' },
  ])
})

test('an event without an id is named by the MD5 of its canonical JSON', () => {
  const event = { event_type: 'page_view', event_ts: '0', a: [1, { c: null, b: 'é' }] }
  // printf '{"a":[1,{"b":"é","c":null}],"event_ts":"0","event_type":"page_view"}' | md5sum
  expect(readEvent(event, NOW)).toMatchObject({ eventId: '9c2f8917b5ebcdf091a7ce6a1ae409b1' })
})

test('any JSON is an event or refused with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (json) => {
      const read = readEventJson(json, NOW)
      expect(isRefused(read) ? read.reason : read.eventId).not.toBe('')
    }),
  )
})

test('what is nearly an event is one or refused, and reads again as it is written', () => {
  fc.assert(
    fc.property(anyNearEvent, (fields) => {
      const read = readEventJson(JSON.stringify(fields), NOW)
      const again = isRefused(read) ? read : readEventJson(writtenEvent(read), NOW)
      expect(again).toEqual(read)
    }),
    { numRuns: 1000 },
  )
})

test('an event that is written reads as the same event', () => {
  fc.assert(
    fc.property(anyEvent, (fields) => {
      const read = readEventJson(JSON.stringify(fields), NOW)
      if (isRefused(read)) throw new Error(read.reason)
      expect(readEventJson(writtenEvent(read), NOW)).toEqual(read)
    }),
  )
})

test('an id does not depend on the order in which fields come, and differs with any of them', () => {
  const shuffled = anyEvent.chain((fields) => {
    const entries = Object.entries(fields)
    return fc.tuple(
      fc.constant(fields),
      fc
        .shuffledSubarray(entries, { minLength: entries.length })
        .map((those): object => Object.fromEntries(those)),
    )
  })
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(readEvent(other, NOW)).toEqual(readEvent(one, NOW))
      expect(readEvent({ ...one, more: 1 }, NOW)).not.toEqual(readEvent(one, NOW))
    }),
  )
})

test('what stands in a prototype is no field', () => {
  const polluted = '{"__proto__":{"event_type":"page_view","event_ts":"0"}}'
  expect(readEventJson(polluted, NOW)).toMatchObject({ rule: 'missing_key' })
})
