import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { instantOf } from '../instant.ts'
import { jsonIn } from '../json-in.ts'
import { type Message, type NewMessage, partitionName } from './event-log.ts'
import type { Refused } from './refused.ts'
import { TOPICS } from './topics.ts'

const WAYS = ['log', 'graphql', 'http', 'replay'] as const

/** How a message came: `log`, where others than Lakegate append to it. */
export type Way = (typeof WAYS)[number]

/** A message that was refused, as the topic `dead_letters` tells of it. */
export interface DeadLetter extends Refused {
  /** `orders/0/12` where it came in the log, or a UUID where it was refused before. */
  readonly id: string
  /** Where it came in the log; null where it was refused before. */
  readonly place: Pick<Message, 'topic' | 'partition' | 'offset'> | null
  readonly way: Way
  /** Cut after 500 characters. */
  readonly key: string | null
  /** As it came, cut after 65,536 characters. */
  readonly value: string
  /** When it was refused: an instant with microseconds. */
  readonly at: string
}

const VALUE_MAX = 65_536
/** A letter must fit into a message of the log, whoever's client wrote the one that it tells of. */
const KEY_MAX = 500

/** Of a message that the log had. */
export function letterOfMessage(message: Message, refused: Refused): DeadLetter {
  const { topic, partition, offset, key, value } = message
  return {
    id: `${partitionName(message)}/${offset}`,
    place: { topic, partition, offset },
    way: 'log',
    key: key === null ? null : key.slice(0, KEY_MAX),
    value: value.slice(0, VALUE_MAX),
    ...refused,
    at: instantOf(Date.now()),
  }
}

/** Of what was refused on its way to the log. */
export function letterOfWay(way: Way, value: string, refused: Refused): DeadLetter {
  return {
    id: randomUUID(),
    place: null,
    way,
    key: null,
    value: value.slice(0, VALUE_MAX),
    ...refused,
    at: instantOf(Date.now()),
  }
}

/** As it is appended; letters of one id go to one partition. */
export function writtenLetter({ id, place, ...letter }: DeadLetter): NewMessage {
  const written = place && { ...place, offset: String(place.offset) }
  return {
    topic: 'dead_letters',
    key: id,
    value: JSON.stringify({ id, place: written, ...letter }),
  }
}

const letterSchema: z.ZodType<DeadLetter> = z.object({
  id: z.string(),
  place: z
    .object({
      topic: z.enum(TOPICS),
      partition: z.int().min(0),
      offset: z
        .string()
        .regex(/^\d{1,18}$/)
        .transform(BigInt),
    })
    .nullable(),
  way: z.enum(WAYS),
  key: z.string().nullable(),
  value: z.string(),
  rule: z.enum(['unparsable', 'missing_key', 'unknown_type', 'future_event']),
  reason: z.string(),
  at: z.iso.datetime({ precision: 6 }),
})

/** Reads a message of the topic `dead_letters`; one that is no letter, since anybody may write there, is told as a letter itself. */
export function readLetter(message: Message): DeadLetter {
  const { success, data } = letterSchema.safeParse(jsonIn(message.value))
  if (success) return data
  const reason = `a message of the topic ${message.topic} is no dead letter`
  return { ...letterOfMessage(message, { rule: 'unparsable', reason }), at: instantOf(message.at) }
}
