import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Gateway } from '../../gateway/gateway.ts'
import { OrderPlacedDocument } from '../../sdk/generated/graphql.ts'
import type { ClientOptions } from '../../sdk/index.ts'
import { figure, soon } from '../gateway/live/heard.ts'
import { type LakeWithLog, serveLakeWithLog } from '../gateway/live/lake-with-log.ts'
import { documentOf } from './document-of.ts'
import { clientOf } from './served.ts'

let shop: LakeWithLog
let gateway: Gateway
beforeAll(async () => {
  const served = await serveLakeWithLog()
  ;({ shop, gateway } = served)
  return served.close
})
afterEach(() => subscribers(0))

const clientTo = (to: Pick<Gateway, 'url'>, options: Partial<ClientOptions> = {}) =>
  clientOf(to, { subscriptions: 'websocket', ...options })

const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID())

const subscribers = async (count: number) =>
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === count)).toBe(
    true,
  )

/** Orders of twenty kilobytes. */
const LARGE = `eventId ${Array.from({ length: 40 }, (_, i) => `c${i}: city`).join(' ')}`

test('orders that are not taken end it; those that came are told, and a cursor goes on', async () => {
  const [withCursor, without] = [
    `subscription Flood($after: String) { orderPlaced(after: $after) { cursor ${LARGE} } }`,
    `subscription Flood { orderPlaced { ${LARGE} } }`,
  ].map((text) =>
    clientTo(gateway).subscribe(documentOf<{ orderPlaced: { eventId: string } }>(text)),
  )
  const firsts = [withCursor!.next(), without!.next()]
  await subscribers(2)
  const bought = ids(400)
  for (let i = 0; i < bought.length; i += 20)
    await shop.buy(bought.slice(i, i + 20), { city: 'x'.repeat(490) })
  await subscribers(0)
  const [heard, missing] = (await Promise.all(firsts)).map(({ value }) => [
    value!.orderPlaced.eventId,
  ])
  const ending = (async () => {
    for await (const { orderPlaced } of without!) missing!.push(orderPlaced.eventId)
  })()
  await expect(ending).rejects.toMatchObject({ code: 'SLOW_CONSUMER' })
  expect(missing!.length).toBeGreaterThan(40)
  expect(missing).toEqual(bought.slice(0, missing!.length))
  for await (const { orderPlaced } of withCursor!)
    if (heard!.push(orderPlaced.eventId) === bought.length) break
  expect(heard).toEqual(bought)
})

test('a proxy that passes none on is named', async () => {
  const proxy = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    delete headers.upgrade
    delete headers.connection
    const far = ask(`${gateway.url}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    response.once('close', () => far.destroy())
    request.pipe(far)
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port } = Object(proxy.address())
  const told = clientTo({ url: `http://127.0.0.1:${port}` }).subscribe(OrderPlacedDocument)
  await expect(told.next()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('a proxy between must pass them on'),
  })
  await subscribers(0)
  proxy.close()
})

test('another class may be given, and must be where there is none', async () => {
  const told = clientTo(gateway, { WebSocket }).subscribe(OrderPlacedDocument)
  const first = told.next()
  await subscribers(1)
  await shop.buy(ids(1))
  expect((await first).value?.orderPlaced.quantity).toBe(2)
  await told.return()
  await subscribers(0)
  const unheard = clientTo(gateway, { WebSocket }).subscribe(OrderPlacedDocument)
  const waiting = unheard.next()
  await unheard.return()
  expect(await waiting).toEqual({ done: true, value: undefined })
  vi.stubGlobal('WebSocket', undefined)
  expect(() => clientTo(gateway).subscribe(OrderPlacedDocument)).toThrow('take Node 22 or newer')
  vi.unstubAllGlobals()
})
