import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Gateway } from '../../../gateway/gateway.ts'
import { serveLake } from '../serve-lake.ts'
import { figure, soon } from './heard.ts'
import { type LakeWithLog, lakeWithLog } from './lake-with-log.ts'
import { subscribeRaw } from './raw-subscriber.ts'

/** A beat comes each 15 s; who does not answer one is left at the next. */
const BEAT_MS = 16_000
const LEFT_MS = 31_000
const ORDERS = 'subscription { orderPlaced { eventId } }'

let shop: LakeWithLog
beforeAll(async () => {
  shop = await lakeWithLog()
  return () => shop[Symbol.asyncDispose]()
})

async function served(): Promise<Gateway & AsyncDisposable> {
  const gateway = await serveLake(shop.lake)
  return { ...gateway, [Symbol.asyncDispose]: () => gateway.close() }
}

/** A WebSocket on which orders are subscribed to. */
async function subscribed({ url }: Gateway, options: { autoPong?: boolean } = {}) {
  const socket = new WebSocket(
    `${url.replace('http', 'ws')}/graphql`,
    'graphql-transport-ws',
    options,
  )
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await once(socket, 'message')
  socket.send(JSON.stringify({ id: 's', type: 'subscribe', payload: { query: ORDERS } }))
  return socket
}

const subscribers = (gateway: Gateway) => figure(gateway, 'lakegate_subscribers')

describe.concurrent('while nothing happens', () => {
  test('a stream gets a comment, and another one', async ({ expect }) => {
    await using gateway = await served()
    const socket = await subscribeRaw(gateway, ORDERS)
    const head = String(socket.read())
    let told = ''
    socket.on('data', (bytes) => (told += String(bytes)))
    await expect.poll(() => told, { timeout: BEAT_MS, interval: 50 }).toMatch(/:\n\n$/)
    const first = told
    await expect
      .poll(() => told.slice(first.length), { timeout: BEAT_MS, interval: 50 })
      .toBe(':\n\n')
    expect(`${head}${told}`).toMatch(/\r\n\r\nretry: 2000\n\n(?::\n\n){2}$/)
    socket.destroy()
  })

  test('a WebSocket is pinged, and one that answers stays', async ({ expect }) => {
    await using gateway = await served()
    const socket = await subscribed(gateway)
    const pings: number[] = []
    const started = performance.now()
    socket.on('ping', () => pings.push(performance.now() - started))
    await delay(LEFT_MS)
    expect(pings).toHaveLength(2)
    expect(pings[0]).toBeLessThan(BEAT_MS)
    expect(socket.readyState).toBe(WebSocket.OPEN)
    expect(await subscribers(gateway)).toBe(1)
    socket.terminate()
  })

  test('a WebSocket that answers no ping is left, and counts no more', async ({ expect }) => {
    await using gateway = await served()
    const answering = await subscribed(gateway)
    // Comes later than the beat began.
    await delay(500)
    const deaf = await subscribed(gateway, { autoPong: false })
    expect(await soon(async () => (await subscribers(gateway)) === 2)).toBe(true)
    const left = once(deaf, 'close').then(([code]) => Number(code))
    expect(await Promise.race([left, delay(LEFT_MS, 'it is still there')])).toBe(1006)
    expect(await soon(async () => (await subscribers(gateway)) === 1)).toBe(true)
    expect(answering.readyState).toBe(WebSocket.OPEN)
    answering.terminate()
  })
})
