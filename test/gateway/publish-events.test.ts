import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { openLog } from '../../gateway/watching/log.ts'
import { readLetter } from '../../lakehouse/events/dead-letter.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'
import { allOf } from '../events/temporary-log.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { ask, askWith } from './ask.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-publish-'))
const lake = join(folder, 'lake')
const audited: string[] = []
let gateway: Gateway
let log: EventLog

beforeAll(async () => {
  cpSync((await edgeShop()).lake, lake, { recursive: true })
  const audit = openLog(
    { level: 'info', isText: false },
    { write: (line) => void audited.push(line) },
  )
  gateway = await serveLake(lake, { audit })
  log = openSqliteLog({ path: join(lake, '.events.db'), partitions: 4, retentionDays: 7 })
})
afterAll(async () => {
  await gateway.close()
  await log[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const PUBLISH = `mutation Publish($events: [EventInput!]!) {
  publishEvents(events: $events) { accepted rejected { index eventId reason } }
}`
const AT = '2026-01-01T00:00:00.5Z'
const LINE = {
  eventId: 'l1',
  type: 'PURCHASE',
  at: AT,
  sessionId: 's',
  productId: 'p',
  orderId: 'o',
  quantity: 2,
  unitPrice: '9.9',
  storeType: 'kiosk',
  latitude: 1.5,
  longitude: -2,
}

test('events are stored before they are acknowledged, and a wrong one stops no other', async () => {
  const events = [
    LINE,
    { type: 'PURCHASE', at: AT, eventId: 'w1', productId: 'p' },
    { type: 'PAGE_VIEW', at: '2999-01-01T00:00:00Z' },
    { type: 'PAGE_VIEW', at: AT, latitude: 91, longitude: 0, eventId: null },
    { type: 'PAGE_VIEW', at: AT, longitude: 0 },
    { type: 'PAGE_VIEW', at: AT },
  ]
  expect((await ask(gateway, PUBLISH, { events })).data).toEqual({
    publishEvents: {
      accepted: 2,
      rejected: [
        { index: 1, eventId: 'w1', reason: 'orderId: missing, expected of each purchase' },
        { index: 2, eventId: null, reason: expect.stringMatching(/^at: "2999.*at most five/) },
        { index: 3, eventId: null, reason: expect.stringMatching(/^latitude: "91", expected/) },
        { index: 4, eventId: null, reason: expect.stringMatching(/^latitude: missing/) },
      ],
    },
  })
  const [order] = await allOf(log, 'orders')
  expect(JSON.parse(order!.value)).toEqual({
    event_id: 'l1',
    event_type: 'purchase',
    event_ts: '2026-01-01T00:00:00.500000Z',
    session_id: 's',
    product_id: 'p',
    order_id: 'o',
    quantity: 2,
    unit_price: '9.9000',
    store_type: 'kiosk',
    location: { lat: 1.5, lon: -2 },
  })
  const letters = (await allOf(log, 'dead_letters')).map(readLetter)
  expect(letters.map(({ way }) => way)).toEqual(Array.from({ length: 4 }, () => 'graphql'))
})

const again = () => ask(gateway, PUBLISH, { events: [LINE] })

test('the same request again is done again: it is neither kept nor shared', async () => {
  const before = (await allOf(log, 'orders')).length
  const answers = [await again(), await again(), ...(await Promise.all([again(), again()]))]
  expect(answers.map(({ data }) => data)).toEqual(
    answers.map(() => ({ publishEvents: { accepted: 1, rejected: [] } })),
  )
  expect((await allOf(log, 'orders')).length).toBe(before + 4)
})

test('who changed how much is audited, without a value', async () => {
  audited.length = 0
  await ask(gateway, PUBLISH, { events: [LINE, { type: 'PURCHASE', at: AT }] })
  expect(audited.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      audit: 'change',
      caller: 'local',
      operation: 'publishEvents',
      accepted: 1,
      rejected: 1,
      requestId: expect.any(String),
    }),
  ])
  expect(audited[0]).not.toContain('kiosk')
})

test('more than a thousand are refused, and nothing of them is stored', async () => {
  const before = (await allOf(log, 'page_views')).length
  const events = Array.from({ length: 1001 }, () => ({ type: 'PAGE_VIEW', at: AT }))
  const { errors } = await ask(gateway, PUBLISH, { events })
  expect(errors).toMatchObject([
    {
      message: 'events may list 1000, not 1001: send them in several calls',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ])
  expect((await allOf(log, 'page_views')).length).toBe(before)
})

test('a document that asks for it under many names is refused before anything is stored', async () => {
  const before = (await allOf(log, 'page_views')).length
  const names = Array.from(
    { length: 30 },
    (_, i) => `a${i}: publishEvents(events: $events) { accepted }`,
  )
  const events = Array.from({ length: 1000 }, () => ({ type: 'PAGE_VIEW', at: AT }))
  const { errors } = await ask(
    gateway,
    `mutation Publish($events: [EventInput!]!) { ${names.join(' ')} }`,
    { events },
  )
  expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT' } }])
  expect(await allOf(log, 'page_views')).toHaveLength(before)
})

test('nothing is changed by an address', async () => {
  const query = encodeURIComponent('mutation { publishEvents(events: []) { accepted } }')
  const response = await fetch(`${gateway.url}/graphql?query=${query}`)
  expect(response.status).toBe(405)
  expect(await response.json()).toMatchObject({
    errors: [{ message: expect.stringContaining('POST'), extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test('the scope ingest is needed, and is enough', async () => {
  const own = await serveLake(lake, { auth: AUTH })
  const codes = async (scopes: Parameters<typeof bearer>[0]) =>
    (await askWith(await bearer(scopes))(own, PUBLISH, { events: [] })).errors
  expect(await codes({ scopes: ['read', 'pii', 'export', 'operator'] })).toMatchObject([
    {
      message: 'Mutation.publishEvents needs the scope ingest',
      extensions: { code: 'FORBIDDEN' },
    },
  ])
  expect(await codes({ scopes: ['ingest'] })).toBeUndefined()
  await own.close()
})
