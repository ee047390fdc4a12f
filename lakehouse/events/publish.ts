import { type Way, letterOfWay, writtenLetter } from './dead-letter.ts'
import { type Refused, isRefused, keyOf, readEventJson, writtenEvent } from './event.ts'
import type { EventLog, NewMessage } from './event-log.ts'
import { type Topic, topicOf } from './topics.ts'

/** An event's JSON, or what could not even become that. */
export type Arrived = string | { readonly value: string; readonly refused: Refused }

export interface Rejected {
  /** Among those that were published together, from 0. */
  readonly index: number
  /** Its own; null where it has none that can be read. */
  readonly eventId: string | null
  readonly reason: string
}

export interface Receipt {
  /** Events that the log has now; an id that came before is one of them, and counts once in every figure. */
  readonly accepted: number
  readonly rejected: readonly Rejected[]
}

export interface PublishOptions {
  readonly way: Way
  /** Where all of them go. Default: each to the topic of its type. */
  readonly topic?: Topic | undefined
}

/**
 * Brings events into the log, durable once it returns; a wrong one goes to the topic `dead_letters`, and stops no other.
 *
 * Errors: those of the log. What failed may have been appended in part and is sent again whole, since an id counts once.
 */
export async function publish(
  log: Pick<EventLog, 'append'>,
  arrived: readonly Arrived[],
  { way, topic }: PublishOptions,
): Promise<Receipt> {
  const messages: NewMessage[] = []
  const rejected: Rejected[] = []
  const now = Date.now()
  for (const [index, each] of arrived.entries()) {
    const json = typeof each === 'string' ? each : each.value
    const read = typeof each === 'string' ? readEventJson(each, now) : each.refused
    if (isRefused(read)) {
      rejected.push({ index, eventId: eventIdIn(json), reason: read.reason })
      messages.push(writtenLetter(letterOfWay(way, json, read)))
    } else {
      const value = writtenEvent(read)
      messages.push({ topic: topic ?? topicOf(read.type), key: keyOf(read), value })
    }
  }
  if (messages.length > 0) await log.append(messages)
  return { accepted: messages.length - rejected.length, rejected }
}

const EVENT_ID = /"event_id"\s*:\s*(?:"([^"\\]{1,500})"|(\d{1,15})\b)/

/** As far as it can be told of what is no event. */
function eventIdIn(json: string): string | null {
  const [, text, number] = EVENT_ID.exec(json) ?? []
  return text ?? number ?? null
}
