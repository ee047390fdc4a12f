import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../../config.ts'
import { jsonElements } from '../../gateway/events/json-elements.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { readLetter } from '../../lakehouse/events/dead-letter.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'
import type { Topic } from '../../lakehouse/events/topics.ts'
import { allOf } from '../events/temporary-log.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { type ServeOptions, serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

const MAX_BYTES = 500_000
const EVENTS = { maxBytes: MAX_BYTES, partitions: 2, retentionDays: 7 }
const folder = mkdtempSync(join(tmpdir(), 'lakegate-events-'))
const lake = join(folder, 'lake')
const logged: string[] = []
let gateway: Gateway
let log: EventLog

const serve = (options: ServeOptions = {}) =>
  serveLake(lake, {
    timeoutMs: 2000,
    events: { ...loadConfig({ environment: {} }).events, ...EVENTS },
    ...options,
  })

beforeAll(async () => {
  cpSync((await edgeShop()).lake, lake, { recursive: true })
  gateway = await serve({ log: (line) => logged.push(line) })
  log = openSqliteLog({ path: join(lake, '.events.db'), ...EVENTS })
})
afterAll(async () => {
  await gateway.close()
  await log[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const answer = z.object({
  accepted: z.number().optional(),
  rejected: z.array(z.record(z.string(), z.unknown())).optional(),
  moreRejected: z.number().optional(),
  errors: z
    .tuple([z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })])
    .optional(),
})

interface Sent {
  readonly body: string | Buffer<ArrayBuffer> | ReadableStream
  readonly headers?: Readonly<Record<string, string>>
  readonly to?: Pick<Gateway, 'url'>
}

const JSON_TYPE = { 'content-type': 'application/json' }
const LINES = { 'content-type': 'application/x-ndjson' }
const PACKED = { 'content-encoding': 'gzip' }

async function send({ body, headers = JSON_TYPE, to = gateway }: Sent) {
  const response = await fetch(`${to.url}/events`, {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit)
  const { errors, ...receipt } = answer.parse(await response.json())
  const [error] = errors ?? []
  const { status } = response
  return {
    status,
    ...receipt,
    ...(error ? { code: error.extensions.code, message: error.message, response } : {}),
  }
}

let count = 0
const view = (fields: object = {}) => ({
  event_id: `e${(count += 1)}`,
  event_type: 'page_view',
  event_ts: '2026-01-01T00:00:00Z',
  ...fields,
})

const idsIn = async (topic: Topic) =>
  (await allOf(log, topic)).map(({ value }) => String(JSON.parse(value).event_id))

test.each([
  { name: 'an event', form: (events: object[]) => JSON.stringify(events[0]), accepted: 1 },
  { name: 'an array', form: (events: object[]) => JSON.stringify(events), accepted: 3 },
  {
    name: 'an array with white space and a byte order mark',
    form: (events: object[]) => `\uFEFF\r\n ${JSON.stringify(events, null, '\t')}\n`,
    accepted: 3,
  },
  { name: 'an empty array', form: () => ' [ ] ', accepted: 0 },
  {
    name: 'lines',
    form: (events: object[]) => events.map((each) => JSON.stringify(each)).join('\r\n\n'),
    headers: LINES,
    accepted: 3,
  },
  {
    name: 'lines that are packed',
    form: (events: object[]) =>
      gzipSync(events.map((each) => `${JSON.stringify(each)}\n`).join('')),
    headers: { ...LINES, ...PACKED },
    accepted: 3,
  },
])('$name is taken', async ({ form, headers, accepted }) => {
  const events = [view(), view({ city: 'a,]}"\\' }), view({ order_id: 'o', product_id: 'p' })]
  const receipt = await send({ body: form(events), ...(headers ? { headers } : {}) })
  expect(receipt).toEqual({ status: 200, accepted, rejected: [], moreRejected: 0 })
  const ids = events.slice(0, accepted).map(({ event_id: id }) => id)
  expect(await idsIn('page_views')).toEqual(expect.arrayContaining(ids))
})

test('a wrong event is told by its index or its line, and kept; the others are taken', async () => {
  const good = JSON.stringify(view())
  const [unknown, broken] = ['{"event_id":"w1","event_type":"click"}', '{"event_id":"w2",]}']
  const array = await send({ body: `[${good},${unknown},${broken},${good}]` })
  expect(array).toMatchObject({
    status: 207,
    accepted: 2,
    rejected: [
      { index: 1, eventId: 'w1', reason: expect.stringContaining('event_type: "click"') },
      { index: 2, eventId: 'w2', reason: 'the message is no JSON' },
    ],
  })
  const latin = Buffer.from('{"event_id":"w3","city":"Málaga"}', 'latin1')
  const lines = Buffer.concat([Buffer.from(`${good}\n\n${broken}\n`), latin])
  expect(await send({ body: lines, headers: LINES })).toMatchObject({
    status: 207,
    accepted: 1,
    rejected: [
      { line: 3, eventId: 'w2' },
      { line: 4, eventId: 'w3', reason: 'the message is not UTF-8' },
    ],
  })
  const letters = (await allOf(log, 'dead_letters')).map(readLetter)
  expect(letters).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ way: 'http', value: unknown, rule: 'unknown_type' }),
      expect.objectContaining({ way: 'http', value: broken, rule: 'unparsable' }),
    ]),
  )
})

test('of many wrong events the first are told, and how many more there are', async () => {
  const receipt = await send({ body: `[${Array.from({ length: 250 }, () => '1').join()}]` })
  expect(receipt).toMatchObject({ status: 207, accepted: 0, moreRejected: 150 })
  expect(receipt.rejected).toHaveLength(100)
})

test('more than a chunk is taken in order', async () => {
  const events = Array.from({ length: 2500 }, () => view({ session_id: 'long' }))
  const lines = events.map((each) => JSON.stringify(each)).join('\n')
  expect(await send({ body: lines, headers: LINES })).toMatchObject({ accepted: 2500 })
  const ids = (await allOf(log, 'page_views'))
    .filter(({ key }) => key === 'long')
    .map(({ value }) => String(JSON.parse(value).event_id))
  expect(ids).toEqual(events.map(({ event_id: id }) => id))
})

const BOMB = gzipSync(Buffer.alloc(50_000_000, '\n'))
const LONG = JSON.stringify(Array.from({ length: 10_000 }, () => view()))

test.each([
  { name: 'nothing', body: ' ', status: 400, says: 'the body is empty' },
  { name: 'an array that does not end', body: '[{}', status: 400, says: 'does not end' },
  { name: 'a text that does not end', body: '[{"a":"]', status: 400, says: 'does not end' },
  {
    name: 'a body of what is no event',
    body: `[${'1,'.repeat(20_000)}1]`,
    status: 400,
    says: 'more than 10000 of the body are no events',
  },
  { name: 'two arrays', body: '[1] [2]', status: 400, says: 'follows the end' },
  {
    name: 'what is no gzip',
    body: '[]',
    headers: { ...JSON_TYPE, ...PACKED },
    status: 400,
    says: 'no gzip',
  },
  {
    name: 'half of a gzip',
    body: gzipSync('[{},{}]').subarray(0, 20),
    headers: { ...JSON_TYPE, ...PACKED },
    status: 400,
    says: 'no gzip, or not whole',
  },
  { name: 'too long a body', body: LONG, status: 413, says: 'may have 500000 bytes' },
  {
    name: 'too long a body, packed',
    body: gzipSync(LONG),
    headers: { ...JSON_TYPE, ...PACKED },
    status: 413,
    says: 'send it in parts',
  },
  {
    name: 'a bomb',
    body: BOMB,
    headers: { ...LINES, ...PACKED },
    status: 413,
    says: 'unpacked',
  },
  {
    name: 'another type',
    body: '{}',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    says: 'not text/plain',
  },
  {
    name: 'another packing',
    body: '{}',
    headers: { ...JSON_TYPE, 'content-encoding': 'br' },
    status: 415,
    says: 'not as br',
  },
])('$name is refused with what to do', async ({ body, headers, status, says }) => {
  const refused = await send({ body, ...(headers ? { headers } : {}) })
  expect(refused).toMatchObject({ status, message: expect.stringContaining(says) })
  expect(refused.code).toBe(status === 413 ? 'PAYLOAD_TOO_LARGE' : 'BAD_USER_INPUT')
})

test('a body of unknown length ends where it is too long', async () => {
  const line = Buffer.from(`${JSON.stringify(view())}\n`.repeat(1000))
  const body = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 10; i++) controller.enqueue(line)
      controller.close()
    },
  })
  expect(await send({ body, headers: LINES })).toMatchObject({ status: 413 })
})

test('events are sent by POST', async () => {
  const response = await fetch(`${gateway.url}/events`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
})

test('whoever leaves in the middle, or sends slowly, is not acknowledged, and hurts nobody', async () => {
  const { hostname, port } = new URL(gateway.url)
  const open = () =>
    request({ hostname, port, path: '/events', method: 'POST', headers: LINES }).on(
      'error',
      () => {},
    )
  const leaving = Array.from({ length: 6 }, open)
  for (const each of leaving) each.write(`${JSON.stringify(view())}\n`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (const each of leaving) each.destroy()
  const slow = open()
  slow.write(`${JSON.stringify(view())}\n`)
  const [response] = z
    .tuple([z.custom<{ statusCode: number }>()])
    .parse(await once(slow, 'response'))
  expect(response.statusCode).toBe(408)
  slow.destroy()
  expect(await send({ body: JSON.stringify(view()) })).toMatchObject({ status: 200, accepted: 1 })
  expect(logged).toEqual([])
})

test('a caller whose bodies are not taken yet is asked to wait', async () => {
  const { hostname, port } = new URL(gateway.url)
  const waiting = Array.from({ length: 4 }, () =>
    request({ hostname, port, path: '/events', method: 'POST', headers: LINES }),
  )
  for (const each of waiting) each.on('error', () => {}).write('\n')
  await expect.poll(async () => (await send({ body: '[]' })).status, { timeout: 1500 }).toBe(429)
  const refused = await send({ body: '[]' })
  expect(refused).toMatchObject({ code: 'RATE_LIMITED' })
  expect(refused.response?.headers.get('retry-after')).toBe('1')
  for (const each of waiting) each.end()
  await expect.poll(async () => (await send({ body: '[]' })).status).toBe(200)
})

test('the scope ingest is needed, and a page of another site may not send', async () => {
  const own = await serve({ auth: AUTH })
  const as = async (headers: Readonly<Record<string, string>>) =>
    (await send({ body: '[]', headers: { ...JSON_TYPE, ...headers }, to: own })).status
  expect(await as({})).toBe(401)
  expect(await as(await bearer({ scopes: ['read', 'operator', 'export', 'pii'] }))).toBe(403)
  expect(await as(await bearer({ scopes: ['ingest'] }))).toBe(200)
  const foreign = { ...(await bearer({ scopes: ['ingest'] })), origin: 'https://evil.example' }
  expect(await as(foreign)).toBe(403)
  await own.close()
})

test('whoever sends too often is told when to go on', async () => {
  const own = await serve({ auth: AUTH, rate: { perMinute: 2 } })
  const headers = { ...JSON_TYPE, ...(await bearer({ scopes: ['ingest'] })) }
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await send({ body: '[]', headers, to: own })).status)
  expect(statuses).toEqual([200, 200, 429])
  await own.close()
})

test('elements of any JSON array are taken apart as they were, wherever it is cut', async () => {
  const whole = fc.array(fc.json(), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(whole, fc.array(fc.nat(200), { maxLength: 4 }), async (elements, cuts) => {
      const body = Buffer.from(`[${elements.join(' , ')}]`)
      const places = [0, ...cuts.filter((at) => at < body.length).toSorted((a, b) => a - b)]
      const parts = places.map((at, i) => body.subarray(at, places[i + 1]))
      const found: string[] = []
      for await (const each of jsonElements(chunks(parts))) found.push(String(each).trim())
      expect(found).toEqual(elements)
    }),
  )
})

async function* chunks(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}
