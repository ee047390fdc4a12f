import { randomInt } from 'node:crypto'
import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { JSON_POST } from '../http.ts'
import type { Ask } from './right.ts'

/** New to the gateway each time, and long enough to be left. */
const slice = () =>
  JSON.stringify({
    query: `query Left${randomInt(1_000_000)} { sales(by: [CITY], grain: MONTH) { rows { periodStart orders revenue } } }`,
  })

const LEAVE_WITHIN_MS = 60

/** Asks for a slice and leaves: in the middle of the body, or before the answer is there. */
export function leaving(url: string): Ask {
  return async () => {
    const body = slice()
    const headers = { ...JSON_POST.headers, 'content-length': Buffer.byteLength(body) }
    const asking = request(url, { ...JSON_POST, headers, agent: false })
    // That the connection ends is meant.
    asking.on('error', () => {})
    asking.on('response', (response) => response.resume().on('error', () => {}))
    if (randomInt(2) === 0) asking.write(body.slice(0, randomInt(1, body.length)))
    else asking.end(body)
    await delay(randomInt(LEAVE_WITHIN_MS))
    asking.destroy()
  }
}
