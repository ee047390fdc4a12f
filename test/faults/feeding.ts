import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { type ShopEvent, isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { shopMessages } from '../stream/shop-messages.ts'
import { type Going, untilStopped } from '../stream/until-stopped.ts'

export interface FeedingOptions {
  /** The server that events are posted to. */
  readonly url: string
  /** Gets what a server would refuse, as another producer would append it. */
  readonly log: EventLog
}

const PART = 30
const EACH_MS = 100
/** Of event time between two events: hours pass, and figures are closed. */
const STEP_MS = 2000
/** Enough for some minutes of it. */
const SPAN_MS = 6 * 86_400_000

const answer = z.object({ accepted: z.number() })

/**
 * Sends a shop's events, some hundreds a second; some come again, come late, or are broken.
 *
 * `stop` gives what was acknowledged, by id: of an event that came again the first.
 */
export function feed({ url, log }: FeedingOptions): Going<ReadonlyMap<string, ShopEvent>> {
  const acknowledged = new Map<string, ShopEvent>()
  const from = Date.now() - SPAN_MS
  const messages = shopMessages({ count: SPAN_MS / STEP_MS, seed: 11, from, stepMs: STEP_MS })

  async function sendPart(): Promise<void> {
    const good: ShopEvent[] = []
    const bodies: string[] = []
    for (let i = 0; i < PART; i++) {
      const message = messages.next().value!
      const event = readEventJson(message.value, Date.now())
      if (isRefused(event)) await log.append([message])
      else {
        good.push(event)
        bodies.push(message.value)
      }
    }
    const headers = { 'content-type': 'application/x-ndjson' }
    const request = { method: 'POST', headers, body: bodies.join('\n') }
    const response = await fetch(`${url}/events`, request)
    const { accepted } = answer.parse(await response.json())
    if (accepted !== good.length) throw new Error(`${accepted} of ${good.length} were accepted`)
    for (const event of good)
      if (!acknowledged.has(event.eventId)) acknowledged.set(event.eventId, event)
  }

  return untilStopped(async (signal) => {
    while (!signal.aborted) await Promise.all([sendPart(), delay(EACH_MS)])
    return acknowledged
  })
}
