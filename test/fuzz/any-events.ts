import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { anyEvent, anyNearEvent } from '../events/any-event.ts'
import type { Message } from './request.ts'

const events = fc
  .array(fc.oneof(anyEvent, anyNearEvent), { maxLength: 20 })
  .map((those) => those.map((each) => JSON.stringify(each)))

const element = fc.oneof(
  fc.json(),
  fc.string(),
  fc.constantFrom(
    '{"a":]}',
    '[[',
    '"',
    '\\',
    '{',
    '}',
    '',
    '\0',
    '[]'.repeat(5000),
    '['.repeat(99),
  ),
)

const text = fc
  .tuple(events, fc.array(element, { maxLength: 3 }), fc.constantFrom(',', '\n', '', '\r\n'))
  .chain(([good, odd, between]) => {
    const all = [...good, ...odd].join(between)
    return fc.constantFrom(`[${all}]`, all, `[${all}`, `\uFEFF${all}]`, `[${all}] x`)
  })

const bytes = fc.oneof(
  { arbitrary: text.map((each) => Buffer.from(each)), weight: 8 },
  { arbitrary: text.map((each) => Buffer.from(each, 'latin1')), weight: 1 },
  { arbitrary: fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)), weight: 1 },
)

const BOMB = gzipSync(Buffer.alloc(50_000_000, '\n'))

const body = fc.oneof(
  { arbitrary: bytes.map((each) => ({ packing: 'identity', body: each })), weight: 12 },
  { arbitrary: bytes.map((each) => ({ packing: 'gzip', body: gzipSync(each) })), weight: 4 },
  { arbitrary: bytes.map((each) => ({ packing: 'gzip', body: each })), weight: 1 },
  {
    arbitrary: bytes.map((each) => ({ packing: 'gzip', body: gzipSync(each).subarray(0, 30) })),
    weight: 1,
  },
  { arbitrary: fc.constant({ packing: 'gzip', body: BOMB }), weight: 1 },
  { arbitrary: bytes.map((each) => ({ packing: 'br', body: each })), weight: 1 },
)

const types = fc.constantFrom(
  'application/json',
  'application/x-ndjson',
  'application/json; charset=utf-8',
  'text/plain',
)

/** Bodies of events, some of which are events; a few do not come to their end. */
export const anyEvents: fc.Arbitrary<Message> = fc
  .tuple(body, types, fc.constantFrom('wait', 'wait', 'wait', 'wait', 'cut', 'leave'))
  .map(([sent, type, ending]): Message => ({
    kind: 'events',
    method: 'POST',
    target: '/events',
    headers: [
      `content-type: ${type}`,
      `content-encoding: ${sent.packing}`,
      `content-length: ${sent.body.length + (ending === 'wait' ? 0 : 1)}`,
    ],
    body: sent.body,
    ending,
  }))
