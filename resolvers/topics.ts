import type { Message } from '../lakehouse/events/event-log.ts'
import { TOPICS, type Topic as Name, isTopic } from '../lakehouse/events/topics.ts'
import { lagOf } from '../lakehouse/live/lag.ts'
import { instantOf } from '../lakehouse/instant.ts'
import { listSize } from './bounds.ts'
import type { Context } from './context.ts'
import { maskedJson, maskedKey } from './masked.ts'
import { badInput, refusal } from './refusal.ts'

export interface Topic {
  readonly name: Name
  readonly partitions: readonly TopicPartition[]
}

export interface TopicPartition {
  readonly partition: number
  readonly firstOffset: bigint
  readonly nextOffset: bigint
  /** Messages that are in no table yet. */
  readonly lag: bigint
}

/** A message as its reader may see it. */
export interface TopicMessage {
  readonly offset: bigint
  readonly key: string | null
  readonly at: string
  readonly value: string
}

/** Every topic of the event log, each with its partitions in their order. */
export async function topics({ eventLog, live }: Context): Promise<Topic[]> {
  const log = await eventLog()
  const [ranges, { moment }] = [await log.partitions(), await live()]
  return TOPICS.map((name) => ({
    name,
    partitions: ranges
      .filter(({ topic }) => topic === name)
      .map((range) => ({ ...range, lag: lagOf(range, moment) })),
  }))
}

export interface MessagesArguments {
  readonly topic: string
  readonly partition: number
  readonly from?: bigint | null | undefined
  readonly first: number
}

/**
 * Messages of one partition from an offset on, the oldest first; without one the newest that there are.
 *
 * Errors: `NOT_FOUND` for topics and partitions that are not there, `BAD_USER_INPUT` for an offset that is not kept.
 */
export async function messages(
  { topic, partition, from, first }: MessagesArguments,
  { eventLog, scopes, notePersonal }: Context,
): Promise<TopicMessage[]> {
  const count = listSize(first)
  if (!isTopic(topic))
    throw refusal('NOT_FOUND', `there is no topic ${JSON.stringify(topic)}: ${TOPICS.join(', ')}`)
  const log = await eventLog()
  const ranges = (await log.partitions()).filter((range) => range.topic === topic)
  const range = ranges.find((each) => each.partition === partition)
  if (!range)
    throw refusal(
      'NOT_FOUND',
      `${topic} has ${ranges.length} partitions, from 0; none is ${partition}`,
    )
  const { firstOffset, nextOffset } = range
  const newest = nextOffset - BigInt(count)
  const start = from ?? (newest > firstOffset ? newest : firstOffset)
  if (start < firstOffset || start > nextOffset)
    throw badInput(
      `${topic}/${partition} holds messages from ${firstOffset} up to ${nextOffset}, not ${start}`,
    )
  const read = await log.read({ topic, partition }, start, count)
  if (scopes.has('pii')) notePersonal()
  return read.map(scopes.has('pii') ? whole : maskedMessage)
}

function whole({ offset, key, at, value }: Message): TopicMessage {
  return { offset, key, at: instantOf(at), value }
}

function maskedMessage(message: Message): TopicMessage {
  const { key, value } = message
  return { ...whole(message), key: maskedKey(key, value), value: maskedJson(value) }
}
