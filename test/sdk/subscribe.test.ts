import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { OrderPlacedDocument } from '../../sdk/generated/graphql.ts'
import type { Client, ClientOptions } from '../../sdk/index.ts'
import { figure, soon } from '../gateway/live/heard.ts'
import { type LakeWithLog, serveLakeWithLog } from '../gateway/live/lake-with-log.ts'
import { type ServeOptions, serveLake } from '../gateway/serve-lake.ts'
import { AUTH, tokenOf } from '../gateway/tokens.ts'
import { clientOf } from './served.ts'
import { wireTo } from './wire.ts'

let shop: LakeWithLog
let gateway: Gateway
beforeAll(async () => {
  const served = await serveLakeWithLog()
  ;({ shop, gateway } = served)
  return served.close
})
afterEach(async () => {
  vi.useRealTimers()
  await subscribers(0)
})

const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID())

const subscribers = async (count: number, at = gateway) =>
  expect(await soon(async () => (await figure(at, 'lakegate_subscribers')) === count)).toBe(true)

/** Buys until somebody hears of it. */
const isHeard = (isIt: () => boolean) =>
  soon(async () => {
    await shop.buy(ids(1))
    return isIt()
  })

/** The ids of orders as they are told, until it is left. */
function listen(client: Client) {
  const heard: string[] = []
  const leaving = new AbortController()
  const listening = (async () => {
    const told = client.subscribe(OrderPlacedDocument, {}, { signal: leaving.signal })
    for await (const { orderPlaced } of told) heard.push(orderPlaced.eventId)
  })().catch((error: unknown) => error)
  return {
    heard,
    until: (count: number) => soon(() => heard.length >= count),
    /** Why it ended. */
    async leave() {
      leaving.abort(new Error('enough'))
      return await listening
    },
  }
}

async function guarded(options: ServeOptions = {}) {
  const served = await serveLake(shop.lake, { auth: AUTH, ...options })
  return { ...served, [Symbol.asyncDispose]: () => served.close() }
}

const realTimer = setTimeout

/** Time that passes for the client; what is sent meanwhile arrives. */
async function pass(seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    vi.advanceTimersByTime(1000)
    await new Promise((done) => realTimer(done, 5))
  }
}

describe.each(['sse', 'websocket'] as const)('%s', (subscriptions) => {
  const clientTo = (to: Pick<Gateway, 'url'>, options: Partial<ClientOptions> = {}) =>
    clientOf(to, { subscriptions, ...options })

  const failure = (to: Pick<Gateway, 'url'>, options: Partial<ClientOptions> = {}) =>
    clientTo(to, options)
      .subscribe(OrderPlacedDocument)
      .next()
      .catch((error: unknown) => error)

  test('whoever leaves while it waits for the next is gone at once', async () => {
    const told = clientTo(gateway).subscribe(OrderPlacedDocument)
    const waiting = told.next()
    await subscribers(1)
    expect(await told.return()).toEqual({ done: true, value: undefined })
    expect(await waiting).toEqual({ done: true, value: undefined })
    await subscribers(0)
  })

  test('whoever leaves before it is connected never is, and leaving twice is nothing', async () => {
    await using wire = await wireTo(gateway)
    const client = clientTo(wire)
    const all = Array.from({ length: 50 }, () => client.subscribe(OrderPlacedDocument))
    const waiting = all.map((told) => told.next())
    for (const told of [...all, ...all]) await told.return()
    expect(await Promise.all(waiting)).toEqual(
      waiting.map(() => ({ done: true, value: undefined })),
    )
    await subscribers(0)
    expect(wire.connections()).toBeLessThanOrEqual(50)
    const never = client.subscribe(OrderPlacedDocument)
    await never.return()
    expect(await never.next()).toEqual({ done: true, value: undefined })
  })

  test('a loop that is left, and a signal, end it too', async () => {
    const listener = listen(clientTo(gateway))
    let count = 0
    const looping = (async () => {
      for await (const { orderPlaced } of clientTo(gateway).subscribe(OrderPlacedDocument))
        if (orderPlaced.total && ++count === 2) break
    })()
    expect(await isHeard(() => count === 2 && listener.heard.length > 1)).toBe(true)
    await looping
    expect(String(await listener.leave())).toBe('Error: enough')
    await subscribers(0)
  })

  test('over a network that breaks again and again each order is told once, in order', async () => {
    await using wire = await wireTo(gateway)
    const listener = listen(clientTo(wire))
    await subscribers(1)
    const bought = ids(300)
    await shop.buy(bought.slice(0, 10))
    await listener.until(10)
    for (let i = 10; i < bought.length; i += 10) {
      await shop.buy(bought.slice(i, i + 10))
      if (i % 60 === 0) wire.break()
    }
    await listener.until(bought.length)
    expect(listener.heard).toEqual(bought)
    expect(wire.connections()).toBeGreaterThan(1)
    await listener.leave()
    await subscribers(0)
  })

  test('a gateway that stops misses nobody: it is gone on at the next one', async () => {
    const first = await serveLake(shop.lake)
    const port = Number(new URL(first.url).port)
    const listener = listen(clientTo(first))
    await subscribers(1, first)
    const bought = ids(2)
    await shop.buy(bought.slice(0, 1))
    await listener.until(1)
    await first.close()
    await shop.buy(bought.slice(1))
    const second = await serveLake(shop.lake, { port })
    await listener.until(2)
    expect(listener.heard).toEqual(bought)
    await listener.leave()
    await second.close()
  })

  test('what was never told anything outlives its gateway too', async () => {
    const first = await serveLake(shop.lake)
    const port = Number(new URL(first.url).port)
    const listener = listen(clientTo(first, { retries: 0 }))
    await subscribers(1, first)
    await first.close()
    const second = await serveLake(shop.lake, { port })
    expect(await isHeard(() => listener.heard.length > 0)).toBe(true)
    await listener.leave()
    await second.close()
  })

  test('each connection asks for a token of its own, until one is refused at once', async () => {
    await using served = await guarded()
    const ending = { expires: 1 - AUTH.jwt.skewSeconds }
    let asked = 0
    const renewed = async () => {
      asked += 1
      return await tokenOf(asked < 3 ? ending : {})
    }
    const listener = listen(clientTo(served, { token: renewed }))
    const old = [await tokenOf(ending), await tokenOf({ expires: -1000 })]
    const refused = [() => old.shift() ?? '', await tokenOf(ending)].map((token) =>
      failure(served, { token }),
    )
    for (const error of refused) expect(await error).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await soon(() => asked === 3)).toBe(true)
    expect(await isHeard(() => listener.heard.length > 0)).toBe(true)
    await listener.leave()
  })

  test('whoever may not is told so by the same code', async () => {
    await using served = await guarded({ subscriptions: { perCaller: 1, max: 10 } })
    expect(await failure(served)).toMatchObject({ code: 'UNAUTHENTICATED' })
    const old = await tokenOf({ expires: -1000 })
    for (const token of [() => old, old])
      expect(await failure(served, { token })).toMatchObject({ code: 'UNAUTHENTICATED' })
    const ingest = await tokenOf({ scopes: ['ingest'] })
    expect(await failure(served, { token: ingest })).toMatchObject({ code: 'FORBIDDEN' })
    const headers = { authorization: `Bearer ${await tokenOf()}` }
    const listener = listen(clientTo(served, { headers }))
    expect(await isHeard(() => listener.heard.length > 0)).toBe(true)
    expect(await failure(served, { headers, retries: 1 })).toMatchObject({ code: 'RATE_LIMITED' })
    await listener.leave()
  })

  test('a rate that is passed says when to come back', async () => {
    await using served = await guarded({ rate: { perMinute: 1 } })
    const token = await tokenOf()
    await clientTo(served, { token })
      .query(OrderPlacedDocument)
      .catch(() => {})
    const error = await failure(served, { token })
    expect(error).toMatchObject({ code: 'RATE_LIMITED' })
    expect(Object(error).retryAfterSeconds).toBeGreaterThan(0)
  })

  test('another address, and nobody there, are told by the same code', async () => {
    expect(await failure({ url: `${gateway.url}/elsewhere` })).toMatchObject({ code: 'NOT_FOUND' })
    const gone = await wireTo(gateway)
    await gone[Symbol.asyncDispose]()
    expect(await failure(gone)).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('documents may be known by their hashes', async () => {
    await using served = await guarded({
      graphql: { persisted: ['sdk/generated/persisted-documents.json'], persistedOnly: true },
    })
    const token = await tokenOf()
    expect(await failure(served, { token })).toMatchObject({ code: 'PERSISTED_ONLY' })
    expect(await failure(gateway, { persisted: true })).toMatchObject({ code: 'NOT_FOUND' })
    const listener = listen(clientTo(served, { token, persisted: true }))
    expect(await isHeard(() => listener.heard.length > 0)).toBe(true)
    await listener.leave()
  })

  test('a quiet minute is no broken connection, and 45 seconds without a sign of life are', async () => {
    await using wire = await wireTo(gateway)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    const listener = listen(clientTo(wire))
    await vi.waitUntil(async () => (await figure(gateway, 'lakegate_subscribers')) === 1)
    await pass(150)
    expect(await figure(gateway, 'lakegate_subscribers')).toBe(1)
    expect(wire.connections()).toBe(1)
    const [first = '', second = ''] = ids(2)
    await shop.buy([first])
    await vi.waitUntil(() => listener.heard.length === 1)
    wire.hush()
    await shop.buy([second])
    await pass(44)
    expect(wire.connections()).toBe(1)
    await pass(2)
    await vi.waitUntil(() => listener.heard.length === 2)
    expect(listener.heard).toEqual([first, second])
    await listener.leave()
  })

  test('whoever takes a minute over an order keeps its connection', async () => {
    await using wire = await wireTo(gateway)
    const told = clientTo(wire).subscribe(OrderPlacedDocument)
    const first = told.next()
    await subscribers(1)
    const bought = ids(2)
    await shop.buy(bought.slice(0, 1))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const heard = [await first]
    await pass(60)
    await shop.buy(bought.slice(1))
    heard.push(await told.next())
    expect(heard.map(({ value }) => value?.orderPlaced.eventId)).toEqual(bought)
    expect(wire.connections()).toBe(1)
    await told.return()
  })
})
