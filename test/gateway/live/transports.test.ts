import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { type Client, createClient } from 'graphql-ws'
import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createKey, revokeKey } from '../../../gateway/callers/api-keys.ts'
import type { Gateway } from '../../../gateway/gateway.ts'
import { AlertRaisedDocument, OrderPlacedDocument } from '../../../sdk/generated/graphql.ts'
import { serveLake } from '../serve-lake.ts'
import { AUTH, tokenOf } from '../tokens.ts'
import { figure, hear, soon } from './heard.ts'
import { type LakeWithLog, lakeWithLog } from './lake-with-log.ts'
import { subscribeRaw } from './raw-subscriber.ts'

let shop: LakeWithLog
let gateway: Gateway
const problems: string[] = []
const log = (line: string) => problems.push(line)
beforeAll(async () => {
  shop = await lakeWithLog()
  gateway = await serveLake(shop.lake, { log })
  return async () => {
    await gateway.close()
    await shop[Symbol.asyncDispose]()
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }
})

let next = 0
const ids = (count: number) => Array.from({ length: count }, () => `t${(next += 1)}`)
const codeOf = (error: unknown) => Object(error).code
const ORDERS = 'subscription { orderPlaced { eventId } }'

function post(url: string, query: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
}

const nobody = async () =>
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === 0)).toBe(true)

test('a stream says how to come back, and is not held up by proxies', async () => {
  const response = await post(gateway.url, ORDERS, { accept: 'text/event-stream' })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  const reader = response.body!.getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('retry: 2000\n\n')
  const [id = ''] = ids(1)
  await shop.buy([id])
  expect(new TextDecoder().decode((await reader.read()).value)).toBe(
    `event: next\ndata: {"data":{"orderPlaced":{"eventId":"${id}"}}}\n\n`,
  )
  await reader.cancel()
  await nobody()
})

test('the playground asks by an address', async () => {
  const parameters = new URLSearchParams({
    query: 'subscription One($where: LiveOrderFilter) { orderPlaced(where: $where) { eventId } }',
    operationName: 'One',
    variables: JSON.stringify({ where: { city: 'Recife' } }),
  })
  const headers = { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' }
  const response = await fetch(`${gateway.url}/graphql?${parameters}`, { headers })
  const reader = response.body!.getReader()
  await reader.read()
  const [id = ''] = ids(1)
  await shop.buy([id], { city: 'Recife' })
  expect(new TextDecoder().decode((await reader.read()).value)).toContain(id)
  await reader.cancel()
  await nobody()
})

test('a question that accepts a stream alone is answered by one', async () => {
  const response = await post(gateway.url, '{ stores { storeId } }', {
    accept: 'text/event-stream',
  })
  const text = await response.text()
  expect(text).toMatch(/^retry: 2000\n\nevent: next\ndata: \{"data":\{"stores":/)
  expect(text).toMatch(/event: complete\ndata:\n\n$/)
})

test('a question that accepts JSON too is answered as ever', async () => {
  const accept = 'text/event-stream, application/json'
  const response = await post(gateway.url, '{ stores { storeId } }', { accept })
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await response.json()).toHaveProperty('data.stores')
})

test('a subscription without a way to be told is refused', async () => {
  const { errors } = Object(await (await post(gateway.url, ORDERS)).json())
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

test.each([
  { query: 'subscription { orderPlaced { nothing } }', code: 'GRAPHQL_VALIDATION_FAILED' },
  { query: 'subscription {', code: 'GRAPHQL_PARSE_FAILED' },
  {
    query: `subscription { orderPlaced { ${'product { category { '.repeat(12)}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    query: 'subscription { orderPlaced { eventId } events { eventId } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
])('$query is refused with $code before anything is told', async ({ query, code }) => {
  const response = await post(gateway.url, query, { accept: 'text/event-stream' })
  expect(response.status).toBe(400)
  expect(Object(await response.json()).errors).toMatchObject([{ extensions: { code } }])
})

test('limits of questions are limits of subscriptions', async () => {
  await using limited = await guarded({
    limits: { maxCost: 5, maxDepth: 20, maxTokens: 100, maxBytes: 10_000 },
  })
  const heard = await hear(limited, OrderPlacedDocument, { variables: {}, token: () => tokenOf() })
  expect(codeOf(heard.failure())).toBe('COST_LIMIT')
  await using persisted = await guarded({
    graphql: { persisted: ['sdk/generated/persisted-documents.json'], persistedOnly: true },
  })
  const text = await hear(persisted, OrderPlacedDocument, { variables: {}, token: () => tokenOf() })
  expect(codeOf(text.failure())).toBe('PERSISTED_ONLY')
  const known = await hear(persisted, OrderPlacedDocument, {
    variables: {},
    token: () => tokenOf(),
    persisted: true,
  })
  await shop.buy(ids(1))
  expect(await known.until(1)).toHaveLength(1)
  await known.stop()
})

async function guarded(options: Parameters<typeof serveLake>[1] = {}) {
  const served = await serveLake(shop.lake, { auth: AUTH, log, ...options })
  return { ...served, [Symbol.asyncDispose]: () => served.close() }
}

test('who may not is told so at once', async () => {
  await using served = await guarded({ subscriptions: { perCaller: 1, max: 10 } })
  const variables = {}
  expect(codeOf((await hear(served, OrderPlacedDocument, { variables })).failure())).toBe(
    'UNAUTHENTICATED',
  )
  const without = await hear(served, OrderPlacedDocument, {
    variables,
    token: () => tokenOf({ scopes: ['ingest'] }),
  })
  expect(codeOf(without.failure())).toBe('FORBIDDEN')
  const alerts = await hear(served, AlertRaisedDocument, {
    variables: { minimum: 'INFO' },
    token: () => tokenOf(),
  })
  expect(codeOf(alerts.failure())).toBe('FORBIDDEN')
  const one = await hear(served, OrderPlacedDocument, { variables, token: () => tokenOf() })
  const two = await hear(served, OrderPlacedDocument, { variables, token: () => tokenOf() })
  expect(codeOf(two.failure())).toBe('RATE_LIMITED')
  await one.stop()
})

test('a token that expires and a key that is revoked end what they began', async () => {
  await using lake = await lakeWithLog()
  const { key, token } = await createKey(lake.lake, {
    name: 'x',
    scopes: ['read'],
    expiresAt: undefined,
  })
  const served = await serveLake(lake.lake, { auth: AUTH, log })
  const expiring = await tokenOf({ expires: 1 - AUTH.jwt.skewSeconds })
  const byToken = await hear(served, OrderPlacedDocument, { variables: {}, token: expiring })
  const byKey = await hear(served, OrderPlacedDocument, { variables: {}, token })
  const socket = socketClient(served, { authorization: `Bearer ${token}` })
  const bySocket = Array.fromAsync(socket.iterate({ query: ORDERS })).catch(
    (error: unknown) => error,
  )
  await revokeKey(lake.lake, key.keyId)
  expect(await soon(() => codeOf(byToken.failure()) === 'UNAUTHENTICATED')).toBe(true)
  expect(await soon(() => codeOf(byKey.failure()) === 'UNAUTHENTICATED')).toBe(true)
  expect(JSON.stringify(await bySocket)).toContain('UNAUTHENTICATED')
  await socket.dispose()
  await served.close()
})

function socketClient(
  { url }: Pick<Gateway, 'url'>,
  connectionParams?: Record<string, unknown>,
): Client {
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(connectionParams ? { connectionParams } : {}),
  })
}

test('a WebSocket may ask and subscribe any number of times: nothing of what is over stays', async () => {
  const warnings: Error[] = []
  const warn = (warning: Error) => void warnings.push(warning)
  process.on('warning', warn)
  const client = socketClient(gateway)
  const told = Array.from({ length: 15 }, () => client.iterate({ query: ORDERS }))
  const first = told.map((each) => each.next())
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === 15)).toBe(true)
  for (let i = 0; i < 15; i++)
    await Array.fromAsync(client.iterate({ query: '{ stores { storeId } }' }))
  await shop.buy(ids(1))
  await Promise.all(first)
  for (const each of told) await each.return?.()
  await nobody()
  await client.dispose()
  process.off('warning', warn)
  expect(warnings).toEqual([])
})

test('a WebSocket tells orders and answers questions', async () => {
  const client = socketClient(gateway)
  const told = client.iterate<{ orderPlaced: { eventId: string } }>({ query: ORDERS })
  const first = told.next()
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === 1)).toBe(true)
  const bought = ids(3)
  await shop.buy(bought)
  const got = [await first, await told.next(), await told.next()]
  expect(got.map(({ value }) => value?.data?.orderPlaced.eventId)).toEqual(bought)
  const [answer] = await Array.fromAsync(client.iterate({ query: '{ stores { storeId } }' }))
  expect(answer).toHaveProperty('data.stores')
  const wrong = Array.fromAsync(client.iterate({ query: '{ nothing }' }))
  await expect(wrong).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
  await told.return?.()
  await nobody()
  await client.dispose()
})

test('a WebSocket without a right is closed, and one of another site not opened', async () => {
  await using served = await guarded()
  const closed = Array.fromAsync(socketClient(served).iterate({ query: ORDERS }))
  await expect(closed).rejects.toMatchObject({
    code: 4403,
    reason: expect.stringContaining('UNAUTHENTICATED'),
  })
  const foreign = new WebSocket(
    `${gateway.url.replace('http', 'ws')}/graphql`,
    'graphql-transport-ws',
    { origin: 'https://evil.example' },
  )
  const [error] = await once(foreign, 'error')
  expect(String(error)).toContain('403')
  const other = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'another')
  expect(String((await once(other, 'error'))[0])).toContain('400')
})

/** Frames of twenty kilobytes. */
const LARGE = `subscription { orderPlaced { eventId ${Array.from({ length: 40 }, (_, i) => `c${i}: city`).join(' ')} } }`

test('who does not read is cut, and nobody else waits for it', async () => {
  const good = await hear(gateway, OrderPlacedDocument, { variables: {} })
  const stalled = await Promise.all(Array.from({ length: 10 }, () => subscribeRaw(gateway, LARGE)))
  const bought = ids(600)
  const before = await figure(gateway, 'lakegate_subscribers_cut_total')
  for (let i = 0; i < bought.length; i += 50)
    await shop.buy(bought.slice(i, i + 50), { city: 'x'.repeat(490) })
  expect((await good.until(600)).map(({ orderPlaced }) => orderPlaced.eventId)).toEqual(bought)
  expect(
    await soon(
      async () => (await figure(gateway, 'lakegate_subscribers_cut_total')) - before === 10,
    ),
  ).toBe(true)
  for (const socket of stalled) socket.destroy()
  await good.stop()
  await nobody()
})

test('those who do not read, each of a document of its own, are cut, and whoever reads misses nothing', async () => {
  const reading = await Promise.all(
    Array.from({ length: 5 }, () => hear(gateway, OrderPlacedDocument, { variables: {} })),
  )
  const stalled = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      subscribeRaw(gateway, LARGE.replace('eventId', `own${i}: eventId`)),
    ),
  )
  const before = await figure(gateway, 'lakegate_subscribers_cut_total')
  const bought = ids(300)
  await shop.buy(bought, { city: 'x'.repeat(490) })
  for (const heard of reading) {
    expect((await heard.until(300)).map(({ orderPlaced }) => orderPlaced.eventId)).toEqual(bought)
    expect(heard.connections()).toBe(1)
    await heard.stop()
  }
  expect(
    await soon(
      async () => (await figure(gateway, 'lakegate_subscribers_cut_total')) - before === 60,
    ),
  ).toBe(true)
  await nobody()
  for (const socket of stalled) socket.destroy()
})

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test('five hundred that come and go leave nothing behind', async () => {
  const before = timers()
  for (let round = 0; round < 5; round++) {
    const sockets = await Promise.all(
      Array.from({ length: 100 }, () => subscribeRaw(gateway, ORDERS)),
    )
    expect(await figure(gateway, 'lakegate_subscribers')).toBeGreaterThanOrEqual(100)
    for (const socket of sockets) socket.destroy()
  }
  await nobody()
  await delay(50)
  expect(timers()).toBeLessThanOrEqual(before + 2)
})

test('a gateway that stops ends them, and the client goes on at the next one', async () => {
  const first = await serveLake(shop.lake, { log })
  const port = Number(new URL(first.url).port)
  const heard = await hear(first, OrderPlacedDocument, { variables: {} })
  const client = socketClient(first)
  const bySocket = Array.fromAsync(client.iterate({ query: ORDERS }))
  expect(await soon(async () => (await figure(first, 'lakegate_subscribers')) === 2)).toBe(true)
  const bought = ids(2)
  await shop.buy(bought.slice(0, 1))
  await heard.until(1)
  const started = performance.now()
  const [, ended] = await Promise.allSettled([first.close(), bySocket])
  expect(performance.now() - started).toBeLessThan(5000)
  expect(ended).toMatchObject({ status: 'rejected', reason: { code: 1001 } })
  await shop.buy(bought.slice(1))
  const second = await serveLake(shop.lake, { log, port })
  expect((await heard.until(2)).map(({ orderPlaced }) => orderPlaced.eventId)).toEqual(bought)
  await heard.stop()
  await second.close()
})
