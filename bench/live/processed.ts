import { cpSync } from 'node:fs'
import { readSimulatedShop } from '../../jobs/stream/simulate/shop.ts'
import { simulatedEvents } from '../../jobs/stream/simulate/simulated-events.ts'
import { keyOf, writtenEvent } from '../../lakehouse/events/event.ts'
import type { EventLog, NewMessage } from '../../lakehouse/events/event-log.ts'
import { topicOf } from '../../lakehouse/events/topics.ts'
import { run } from '../measured.ts'

export interface Processed {
  /** From the start of the process to its end: events that are rows of every table, and figures that are closed. */
  readonly perSecond: number
  /** The most memory that it held. */
  readonly rssBytes: number
}

export interface Load {
  /** A lake with a publication, of which a copy is used. */
  readonly from: string
  readonly lake: string
  readonly events: number
  readonly openLog: (lake: string) => Promise<EventLog>
  /** Of the process, beside this one's. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Event time runs so fast: a busy shop. */
const RATE = 2000

/** Fills a log with visits, and lets `lakegate stream --once` turn them into rows. */
export async function processed({
  from,
  lake,
  events,
  openLog,
  environment,
}: Load): Promise<Processed> {
  cpSync(from, lake, { recursive: true, filter: (path) => !path.includes('.events.db') })
  await using log = await openLog(lake)
  for (const messages of chunks(await visits(lake, events))) await log.append(messages)
  const { wallMs, rssBytes } = await run(['stream', '--once', '--lake', lake], environment)
  return { perSecond: events / (wallMs / 1000), rssBytes }
}

async function visits(lake: string, count: number): Promise<Iterable<NewMessage>> {
  const shop = await readSimulatedShop(lake, 1)
  const begin = Date.now() - (count / RATE) * 1000 - 600_000
  return simulatedEvents({ shop, rate: RATE, seed: 1, from: begin })
    .take(count)
    .map((event) => ({
      topic: topicOf(event.type),
      key: keyOf(event),
      value: writtenEvent(event),
    }))
}

const CHUNK = 1000

function* chunks(messages: Iterable<NewMessage>): Generator<NewMessage[]> {
  let chunk: NewMessage[] = []
  for (const message of messages) {
    chunk.push(message)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
