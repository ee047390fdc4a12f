import * as fc from 'fast-check'
import { anyBrokenBody } from './any-broken-body.ts'
import { anyBrokenDocument } from './any-broken-document.ts'
import type { Asked } from './any-document.ts'
import { NOTHING_AT_ALL, type Sender } from './any-sender.ts'
import { HEADERS, METHODS, RAW, TARGETS, TYPES } from './odd-http.ts'
import {
  JSON_TYPE,
  type Message,
  type Request,
  lengthOf,
  posted,
  requestOf,
  shownAs,
} from './request.ts'

const TYPENAME = Buffer.from('{"query":"{ __typename }"}')
const NOTHING = Buffer.alloc(0)

/** Requests that nothing of ours would send. */
export function anyBrokenRequest(
  valid: fc.Arbitrary<Asked>,
  sender: fc.Arbitrary<Sender>,
): fc.Arbitrary<Request> {
  const sent = fc.tuple(anyMessage(valid), sender)
  return fc.oneof(
    { arbitrary: sent.map(([message, who]) => requestOf(message, who)), weight: 20 },
    { arbitrary: noHttp, weight: 1 },
  )
}

function anyMessage(valid: fc.Arbitrary<Asked>): fc.Arbitrary<Message> {
  const document = anyBrokenDocument(valid)
  const body = anyBrokenBody(valid, document)
  const whole = valid.map((asked) => Buffer.from(JSON.stringify(asked)))
  const good = fc.oneof(whole, fc.constant(TYPENAME))
  const asked = fc.oneof(
    document,
    valid.map(({ query }) => query),
  )
  return fc.oneof(
    { arbitrary: body.map((bytes) => posted('body', bytes)), weight: 100 },
    { arbitrary: ofAnyType(fc.oneof(body, good)), weight: 20 },
    { arbitrary: withOddHeaders(good), weight: 30 },
    { arbitrary: byAnyMethod, weight: 20 },
    { arbitrary: toAnyPath, weight: 20 },
    { arbitrary: inTheAddress(asked), weight: 20 },
    { arbitrary: cutOff(good), weight: 10 },
    { arbitrary: leftBehind(good), weight: 10 },
    { arbitrary: good.map(slow), weight: 1 },
  )
}

const ofAnyType = (body: fc.Arbitrary<Buffer>) =>
  fc
    .tuple(fc.constantFrom(...TYPES), body)
    .map(([type, bytes]) =>
      posted('content type', bytes, type === '' ? [] : [`content-type: ${type}`]),
    )

const withOddHeaders = (body: fc.Arbitrary<Buffer>) =>
  fc
    .tuple(fc.array(fc.constantFrom(...HEADERS), { minLength: 1, maxLength: 3 }), body)
    .map(([odd, bytes]) => posted('header', bytes, [JSON_TYPE, ...odd]))

const byAnyMethod: fc.Arbitrary<Message> = fc
  .tuple(
    fc.constantFrom(...METHODS),
    fc.constantFrom(...TARGETS, '/graphql'),
    fc.constantFrom(TYPENAME, NOTHING),
  )
  .map(([method, target, body]) => ({ ...posted('method', body), method, target }))

const toAnyPath: fc.Arbitrary<Message> = fc
  .tuple(
    fc.constantFrom('GET', 'GET', 'HEAD', 'POST'),
    fc.constantFrom(...TARGETS),
    fc.constantFrom(...HEADERS),
  )
  .map(([method, target, odd]) => ({ ...posted('path', NOTHING, [odd]), method, target }))

const inTheAddress = (query: fc.Arbitrary<string>) =>
  fc
    .tuple(
      query,
      fc.oneof(fc.constant('{}'), fc.json(), fc.string()),
      fc.constantFrom('query', 'quer', 'operationName', 'extensions'),
    )
    .map(([text, variables, other]): Message => {
      const asked = new URLSearchParams({ query: text.toWellFormed(), variables })
      asked.append(other, variables)
      return {
        kind: 'address',
        method: 'GET',
        target: `/graphql?${asked.toString()}`,
        headers: [],
        body: NOTHING,
        ending: 'wait',
      }
    })

/** Says that nothing more comes in the middle of its body. */
const cutOff = (body: fc.Arbitrary<Buffer>) =>
  fc.tuple(body, fc.nat(), fc.boolean()).map(([bytes, at, isChunked]): Message => {
    const part = bytes.subarray(0, at % bytes.length)
    const size = Buffer.from(`${bytes.length.toString(16)}\r\n`)
    return {
      ...posted('cut', part),
      headers: [JSON_TYPE, isChunked ? 'transfer-encoding: chunked' : lengthOf(bytes)],
      body: isChunked ? Buffer.concat([size, part]) : part,
      ending: 'cut',
    }
  })

/** Its sender does not wait for the answer. */
const leftBehind = (body: fc.Arbitrary<Buffer>) =>
  fc.tuple(body, fc.nat()).map(([bytes, at]): Message => ({
    ...posted('left', bytes),
    body: bytes.subarray(0, at % 2 === 0 ? bytes.length : at % bytes.length),
    ending: 'leave',
  }))

/** One byte does not come. */
function slow(body: Buffer): Message {
  return { ...posted('slow', body), body: body.subarray(1) }
}

const noHttp: fc.Arbitrary<Request> = fc
  .oneof(
    fc.constantFrom(...RAW).map((text) => Buffer.from(text, 'latin1')),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  )
  .map((bytes) => ({
    kind: 'no HTTP',
    sender: NOTHING_AT_ALL,
    parts: [bytes],
    ending: 'cut',
    isAnswered: false,
    hasBody: true,
    ...shownAs(bytes),
  }))
