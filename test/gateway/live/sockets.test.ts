import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Gateway } from '../../../gateway/gateway.ts'
import { serveLake } from '../serve-lake.ts'
import { figure, soon } from './heard.ts'
import { type LakeWithLog, serveLakeWithLog } from './lake-with-log.ts'

let shop: LakeWithLog
let gateway: Gateway
beforeAll(async () => {
  const served = await serveLakeWithLog()
  ;({ shop, gateway } = served)
  return served.close
})

async function connected({ url }: Gateway): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

const UPGRADE = [
  'GET /graphql HTTP/1.1',
  'host: 127.0.0.1',
  'connection: Upgrade',
  'upgrade: websocket',
  'sec-websocket-version: 13',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol: graphql-transport-ws',
]

/** All messages of a WebSocket on which these operations were asked for. */
async function asked(operations: Readonly<Record<string, object>>): Promise<{
  readonly socket: WebSocket
  readonly messages: Record<string, unknown>[]
}> {
  const socket = new WebSocket(
    `${gateway.url.replace('http', 'ws')}/graphql`,
    'graphql-transport-ws',
  )
  const messages: Record<string, unknown>[] = []
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') messages.push(JSON.parse(data))
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await once(socket, 'message')
  for (const [id, payload] of Object.entries(operations))
    socket.send(JSON.stringify({ id, type: 'subscribe', payload }))
  return { socket, messages }
}

test('an offer of HTTP/2 is not taken up, and the question answered', async () => {
  const body = JSON.stringify({ query: '{ __typename }' })
  const socket = await connected(gateway)
  socket.write(
    [
      'POST /graphql HTTP/1.1',
      'host: 127.0.0.1',
      'connection: Upgrade, HTTP2-Settings',
      'upgrade: h2c',
      'http2-settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      'content-type: application/json',
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  )
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(String(answer)).toContain('{"data":{"__typename":"Query"}')
  socket.destroy()
})

test('a mutation is answered over a WebSocket', async () => {
  const query =
    'mutation { publishEvents(events: [{ type: PAGE_VIEW, at: "2026-01-15T10:00:00Z" }]) { accepted } }'
  const { socket, messages } = await asked({ m: { query } })
  await expect
    .poll(() => messages.find(({ type }) => type === 'next'))
    .toMatchObject({ id: 'm', payload: { data: { publishEvents: { accepted: 1 } } } })
  socket.terminate()
})

test('who is refused a WebSocket, and does not leave, is left', async () => {
  const socket = await connected(gateway)
  socket.write([...UPGRADE, 'origin: https://evil.example', '', ''].join('\r\n'))
  socket.resume()
  await once(socket, 'end')
  await delay(1100)
  const failed = once(socket, 'error')
  socket.write('x')
  await delay(20)
  socket.write('x')
  expect(await failed).toMatchObject([{ code: expect.stringMatching(/EPIPE|ECONNRESET/) }])
})

test('a WebSocket that begins while the gateway stops does not hold it', async () => {
  const stopping = await serveLake(shop.lake)
  const socket = await connected(stopping)
  socket.write(UPGRADE.join('\r\n'))
  await delay(20)
  socket.on('data', (bytes) => bytes.includes('the gateway stops') && socket.destroy())
  const closed = stopping.close()
  socket.write('\r\n\r\n')
  expect(await Promise.race([closed.then(() => 'closed'), delay(1500)])).toBe('closed')
})

test('who subscribes hears that it has begun, and who completes is told no more of what it missed', async () => {
  const first = await asked({ s: { query: 'subscription { orderPlaced { cursor } }' } })
  expect(await soon(async () => (await figure(gateway, 'lakegate_subscribers')) === 1)).toBe(true)
  const bought = Array.from({ length: 3000 }, (_, i) => `c${i}`)
  await shop.buy(bought.slice(0, 1))
  await expect.poll(() => first.messages.length).toBe(3)
  expect(first.messages[1]).toEqual({ type: 'pong', payload: { begun: 's' } })
  const cursor = Object(first.messages[2]).payload.data.orderPlaced.cursor
  first.socket.terminate()
  await shop.buy(bought.slice(1))
  const query = 'subscription ($after: String) { orderPlaced(after: $after) { eventId } }'
  const { socket, messages } = await asked({ s: { query, variables: { after: cursor } } })
  socket.send(JSON.stringify({ id: 's', type: 'complete' }))
  await delay(200)
  expect(await figure(gateway, 'lakegate_subscribers')).toBe(0)
  expect(messages.length).toBeLessThan(1000)
  socket.terminate()
})
