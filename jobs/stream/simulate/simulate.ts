import { LakehouseError, type LakehouseErrorCode } from '../../../lakehouse/errors.ts'
import type { EventLog, NewMessage } from '../../../lakehouse/events/event-log.ts'
import { isRefused, keyOf, readEventJson, writtenEvent } from '../../../lakehouse/events/event.ts'
import { readBack } from '../../../lakehouse/events/read-back.ts'
import { isEventTopic, topicOf } from '../../../lakehouse/events/topics.ts'
import { pause } from '../../../lakehouse/pause.ts'
import { clockFrom } from './clock.ts'
import { readSimulatedShop } from './shop.ts'
import { simulatedEvents } from './simulated-events.ts'

export interface SimulateOptions {
  readonly log: EventLog
  readonly lake: string
  /** Events a second, on average over a week. */
  readonly rate: number
  readonly seed: number
  /** How long, by its clock. Default: until the signal. */
  readonly forMs?: number | undefined
  readonly signal: AbortSignal
  /** Gets how it goes, each time that something was sent. */
  readonly onSent?: (sent: Sent) => void
  /** Gets what stopped it for a moment. */
  readonly report: (line: string) => void
}

export interface Sent {
  readonly events: number
  /** Lines of orders. */
  readonly purchases: number
  /** The simulator's clock, milliseconds since 1970. */
  readonly clock: number
}

const TICK_MS = 100
const BATCH = 500
const AGAIN_MS = 1000
/** What may be over in a moment. */
const PASSING = new Set<LakehouseErrorCode>(['LOG_UNAVAILABLE', 'STORAGE_FULL'])

/**
 * Lets customers of the served publication visit its shop until the signal; all they do is marked as simulated.
 *
 * Its clock begins where the publication ends, or where the last simulated event in the log does, and goes as the wall clock
 * does, never ahead of it.
 * Errors: `LakehouseError` `NO_PUBLICATION`, and those of the log; for one that may pass it waits.
 */
export async function simulate(options: SimulateOptions): Promise<void> {
  const { log, lake, rate, seed, forMs = Infinity, signal } = options
  const shop = await readSimulatedShop(lake, seed)
  const from = Math.min(Date.now(), Math.max(Date.parse(shop.asOf), (await lastSimulated(log)) + 1))
  const events = simulatedEvents({ shop, rate, seed, from })
  let next = events.next().value
  const now = clockFrom(from)
  const sent = { events: 0, purchases: 0 }
  while (!signal.aborted) {
    const clock = Math.min(now(), from + forMs)
    const due: NewMessage[] = []
    for (; next.atMs <= clock; next = events.next().value) {
      due.push({ topic: topicOf(next.type), key: keyOf(next), value: writtenEvent(next) })
      sent.events += 1
      if (next.type === 'purchase') sent.purchases += 1
    }
    for (let i = 0; i < due.length; i += BATCH) await append(due.slice(i, i + BATCH), options)
    if (due.length > 0) options.onSent?.({ ...sent, clock })
    if (clock === from + forMs) break
    await pause(TICK_MS, signal)
  }
}

/** Again until the log has it: it counts once, as its ids do. */
async function append(
  messages: readonly NewMessage[],
  { log, signal, report }: SimulateOptions,
): Promise<void> {
  for (let isTold = false; !signal.aborted; isTold = true) {
    try {
      return await log.append(messages)
    } catch (error) {
      if (!(error instanceof LakehouseError && PASSING.has(error.code))) throw error
      if (!isTold) report(`the simulator waits: ${error.message}`)
      await pause(AGAIN_MS, signal)
    }
  }
}

/** Messages of a partition that are looked through: where others send more, the publication's end counts. */
const READ_BACK = 20_000

/** The time of the newest simulated event, milliseconds since 1970; 0 without one. */
async function lastSimulated(log: EventLog): Promise<number> {
  let last = 0
  for (const range of (await log.partitions()).filter(({ topic }) => isEventTopic(topic))) {
    let left = READ_BACK
    for await (const { value, at } of readBack(log, range)) {
      const event = readEventJson(value, at)
      left -= 1
      const isFound = !isRefused(event) && event.isSimulated
      if (isFound) last = Math.max(last, event.atMs)
      if (isFound || left === 0) break
    }
  }
  return last
}
