// node bench/live/listeners.ts URL WAY SUBSCRIBERS DOCUMENT: subscribes so often, says so, and at the end of its input what came.
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'

/** Of as many subscribers each delivery is timed, of the rest only counted. */
const TIMED_ONE_IN = 10
const AT_ONCE = 100
const MARK = Buffer.from('"eventId":"')

const [url = '', way = 'sse', count = '1', document = ''] = process.argv.slice(2)
const agent = new Agent({ maxSockets: Infinity })
const latencies: number[] = []
let delivered = 0

const subscribe = way === 'ws' ? bySocket : byStream
for (let from = 0; from < Number(count); from += AT_ONCE) {
  const size = Math.min(AT_ONCE, Number(count) - from)
  await Promise.all(Array.from({ length: size }, (_, i) => subscribe(from + i)))
}
process.stdout.write('"subscribed"\n')
await text(process.stdin)
latencies.sort((a, b) => a - b)
process.stdout.write(`${JSON.stringify({ delivered, p50: at(0.5), p99: at(0.99) })}\n`)
process.exit(0)

function at(share: number): number {
  return latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN
}

async function byStream(i: number): Promise<void> {
  const headers = { accept: 'text/event-stream', 'content-type': 'application/json' }
  const sent = request(`${url}/graphql`, { agent, method: 'POST', headers })
  sent.end(JSON.stringify({ query: document }))
  const [response] = await once(sent, 'response')
  if (response.statusCode !== 200)
    throw new Error(`${response.statusCode}: ${await text(response)}`)
  if (way !== 'stalled') response.on('data', (bytes: Buffer) => heard(bytes, i))
}

async function bySocket(i: number): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await once(socket, 'open')
  socket.send('{"type":"connection_init"}')
  await once(socket, 'message')
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: document } }))
  socket.on('message', (data) => Buffer.isBuffer(data) && heard(data, i))
}

function heard(bytes: Buffer, i: number): void {
  const now = performance.timeOrigin + performance.now()
  for (let place = bytes.indexOf(MARK); place !== -1; place = bytes.indexOf(MARK, place + 1)) {
    delivered += 1
    if (i % TIMED_ONE_IN !== 0) continue
    const sentAt = Number.parseFloat(bytes.toString('latin1', place + MARK.length, place + 40))
    if (sentAt > 0) latencies.push(now - sentAt)
  }
}
