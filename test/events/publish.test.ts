import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterOfMessage, readLetter, writtenLetter } from '../../lakehouse/events/dead-letter.ts'
import { readEventJson } from '../../lakehouse/events/event.ts'
import type { Message } from '../../lakehouse/events/event-log.ts'
import { publish } from '../../lakehouse/events/publish.ts'
import { openTemporaryLog } from './temporary-log.ts'

const line = (fields: object) =>
  JSON.stringify({ event_ts: '2026-01-01T00:00:00Z', product_id: 'p', session_id: 's', ...fields })

test('each event goes to the topic of its type, in order, with all it says', async () => {
  await using log = await openTemporaryLog()
  const arrived = ['page_view', 'add_to_cart', 'remove_from_cart'].map((event_type) =>
    line({ event_type }),
  )
  const receipt = await publish(log, [...arrived, line({ order_id: 'o', price: '5' })], {
    way: 'http',
  })
  expect(receipt).toEqual({ accepted: 4, rejected: [] })
  const views = await log.all('page_views')
  const carts = await log.all('cart_events')
  const orders = await log.all('orders')
  expect([views, carts, orders].map((messages) => messages.length)).toEqual([1, 2, 1])
  expect(orders[0]).toMatchObject({ key: 's' })
  expect(JSON.parse(orders[0]!.value)).toEqual({
    event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    event_type: 'purchase',
    event_ts: '2026-01-01T00:00:00.000000Z',
    session_id: 's',
    product_id: 'p',
    quantity: 1,
    unit_price: '5.0000',
    order_id: 'o',
  })
  const ids = arrived.map((json) => readEventJson(json, Date.now()))
  const appended = [...views, ...carts].map(({ value, at }) => readEventJson(value, at))
  expect(appended).toEqual(ids)
})

test('a wrong event is told and kept, and stops no other', async () => {
  await using log = await openTemporaryLog()
  const wrong = line({ event_id: 'w', event_type: 'click' })
  const { accepted, rejected } = await publish(
    log,
    [
      line({ event_type: 'page_view' }),
      wrong,
      '{"event_id": 12, ',
      { value: 'a;b', refused: { rule: 'unparsable', reason: 'two fields' } },
    ],
    { way: 'replay' },
  )
  expect(accepted).toBe(1)
  expect(rejected).toEqual([
    { index: 1, eventId: 'w', reason: expect.stringContaining('"click"') },
    { index: 2, eventId: '12', reason: 'the message is no JSON' },
    { index: 3, eventId: null, reason: 'two fields' },
  ])
  const letters = (await log.all('dead_letters')).map(readLetter)
  expect(letters.toSorted((a, b) => a.value.localeCompare(b.value))).toMatchObject([
    { value: '{"event_id": 12, ', rule: 'unparsable' },
    { value: wrong, rule: 'unknown_type', place: null, way: 'replay', key: null },
    { value: 'a;b', rule: 'unparsable', reason: 'two fields' },
  ])
  expect(new Set(letters.map(({ id }) => id)).size).toBe(3)
})

test('nothing is appended where nothing came, and one topic takes all where it is named', async () => {
  await using log = await openTemporaryLog()
  expect(await publish(log, [], { way: 'http' })).toEqual({ accepted: 0, rejected: [] })
  await publish(log, [line({ event_type: 'page_view' })], { way: 'replay', topic: 'orders' })
  expect(await log.all('orders')).toHaveLength(1)
})

const anyMessage: fc.Arbitrary<Message> = fc.record({
  topic: fc.constantFrom('page_views', 'orders', 'dead_letters'),
  partition: fc.nat(15),
  offset: fc.bigInt({ min: 0n, max: 10n ** 17n }),
  key: fc.option(fc.string()),
  value: fc.oneof(fc.string(), fc.json()),
  at: fc.nat(2_000_000_000_000),
})

test('any letter reads as it was written, and what is no letter is told as one', () => {
  fc.assert(
    fc.property(anyMessage, ({ ...message }) => {
      const letter = letterOfMessage(message, { rule: 'missing_key', reason: 'why' })
      expect(letter).toMatchObject({
        id: `${message.topic}/${message.partition}/${message.offset}`,
      })
      const appended = { ...message, ...writtenLetter(letter) }
      expect(readLetter(appended)).toEqual(letter)
      expect(readLetter(message)).toMatchObject({ value: message.value, rule: 'unparsable' })
    }),
  )
})

test('a letter holds so much of a long message and its key', () => {
  const message = { topic: 'orders', partition: 0, offset: 1n, key: null, at: 0 } as const
  const refused = { rule: 'unparsable', reason: 'long' } as const
  const long = 'x'.repeat(1_000_000)
  const letter = letterOfMessage({ ...message, key: long, value: long }, refused)
  expect(letter.value).toHaveLength(65_536)
  expect(letter.key).toHaveLength(500)
})
