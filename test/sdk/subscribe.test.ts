import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { OrderPlacedDocument } from '../../sdk/generated/graphql.ts'
import { figure, soon } from '../gateway/live/heard.ts'
import { type LakeWithLog, lakeWithLog } from '../gateway/live/lake-with-log.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { AUTH, tokenOf } from '../gateway/tokens.ts'
import { recorder } from './recorder.ts'
import { clientOf } from './served.ts'

let shop: LakeWithLog
let gateway: Gateway
beforeAll(async () => {
  shop = await lakeWithLog()
  gateway = await serveLake(shop.lake)
  return async () => {
    await gateway.close()
    await shop[Symbol.asyncDispose]()
  }
})

const subscribers = async (count: number) =>
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === count)).toBe(
    true,
  )

/** Buys until somebody hears of it. */
const isHeard = (isIt: () => boolean) =>
  soon(async () => {
    await shop.buy([crypto.randomUUID()])
    return isIt()
  })

test('whoever leaves while it waits for the next is gone at once', async () => {
  const told = clientOf(gateway).subscribe(OrderPlacedDocument)
  const next = told.next()
  await subscribers(1)
  expect(await told.return()).toEqual({ done: true, value: undefined })
  expect(await next).toEqual({ done: true, value: undefined })
  await subscribers(0)
})

test('whoever leaves before it is connected never is, and leaving twice is nothing', async () => {
  const { fetch, sent } = recorder()
  const client = clientOf(gateway, { fetch })
  const all = Array.from({ length: 50 }, () => client.subscribe(OrderPlacedDocument))
  const waiting = all.map((told) => told.next())
  for (const told of [...all, ...all]) await told.return()
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ done: true, value: undefined })))
  await subscribers(0)
  expect(sent.length).toBeLessThanOrEqual(50)
  const never = client.subscribe(OrderPlacedDocument)
  await never.return()
  expect(await never.next()).toEqual({ done: true, value: undefined })
})

test('a loop that is left, and a signal, end it too', async () => {
  const left = new AbortController()
  const client = clientOf(gateway)
  const told = client.subscribe(OrderPlacedDocument, {}, { signal: left.signal })
  let count = 0
  const looping = (async () => {
    for await (const { orderPlaced } of client.subscribe(OrderPlacedDocument))
      if (orderPlaced.total && ++count === 2) break
  })()
  const failing = told.next().then(() => told.next())
  expect(await isHeard(() => count === 2)).toBe(true)
  await looping
  left.abort(new Error('enough'))
  const reason = await failing
    .then(() => Array.fromAsync(told))
    .catch((error: unknown) => String(error))
  expect(reason).toBe('Error: enough')
  await subscribers(0)
})

const expired = () =>
  new Response(
    'retry: 2000\n\nevent: next\ndata: {"errors":[{"message":"the token has expired","extensions":{"code":"UNAUTHENTICATED"}}]}\n\n',
    { headers: { 'content-type': 'text/event-stream' } },
  )

test('a token may expire as often as it likes while nothing is told', async () => {
  const { fetch, sent } = recorder(expired(), expired(), expired())
  const told = clientOf(gateway, { fetch, token: () => 'renewed' }).subscribe(OrderPlacedDocument)
  const next = told.next()
  await subscribers(1)
  expect(sent.length).toBe(4)
  await told.return()
  await next
})

test('a renewed token that is refused at once ends it, as does one that cannot be renewed', async () => {
  const guarded = await serveLake(shop.lake, { auth: AUTH })
  const old = await tokenOf({ expires: -1000 })
  for (const token of [() => old, old]) {
    const { fetch } = recorder(expired())
    const told = clientOf(guarded, { fetch, token }).subscribe(OrderPlacedDocument)
    await expect(told.next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  }
  await guarded.close()
})
