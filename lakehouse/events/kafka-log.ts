import pLimit from 'p-limit'
import { appendQueue } from './append-queue.ts'
import { withDeadline } from './deadline.ts'
import {
  type Batch,
  type EventLog,
  type FollowOptions,
  type Message,
  type PartitionRange,
} from './event-log.ts'
import { kafkaFailure } from './kafka-failure.ts'
import { followKafka } from './kafka-follow.ts'
import { type KafkaReader, openKafkaReader } from './kafka-reader.ts'
import { openKafkaSender } from './kafka-sender.ts'
import { prepareTopics, type TopicSettings } from './kafka-topics.ts'
import { requireKept } from './position.ts'
import { TOPICS } from './topics.ts'

const PREPARE_MS = 15_000
const READ_WAIT_MS = 100
const READ_CHARS = 8_000_000

/**
 * The log as topics of Apache Kafka, made where they are not there. Brokers are asked for the first time when something is asked of
 * the log; partitions that a topic gets later are seen by who opens it later.
 *
 * Errors of its functions beside the port's: `LakehouseError` `PROTOCOL_UNSUPPORTED` where topics have different numbers of partitions.
 */
export function openKafkaLog(settings: TopicSettings): EventLog {
  const { kafka } = settings
  const closing = new AbortController()
  const sender = openKafkaSender(kafka)
  const one = pLimit(1)
  let prepared: Promise<number> | undefined
  let reader: KafkaReader | undefined

  /** How many partitions each topic has. */
  async function prepare(): Promise<number> {
    const where = `Kafka at ${kafka.brokers.join(', ')}`
    prepared ??= withDeadline(prepareTopics(settings), PREPARE_MS, where)
    try {
      return await prepared
    } catch (error) {
      prepared = undefined
      throw error
    }
  }

  async function told<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask()
    } catch (error) {
      throw kafkaFailure(kafka, error)
    }
  }

  /** Questions that are no following, one after the other. */
  const asking = <Result>(ask: (reader: KafkaReader) => Promise<Result>) =>
    told(async () => {
      await prepare()
      return await one(() => ask((reader ??= openKafkaReader(kafka))))
    })

  async function* follow({ signal, ...options }: FollowOptions): AsyncGenerator<Batch> {
    const until = AbortSignal.any([signal, closing.signal])
    try {
      await prepare()
      await using own = openKafkaReader(kafka)
      yield* followKafka(own, { ...options, signal: until })
    } catch (error) {
      throw kafkaFailure(kafka, error)
    }
  }

  const queue = appendQueue((messages) => told(async () => sender.send(messages, await prepare())))

  return {
    append: (messages) => queue.append(messages),
    partitions: () => asking((own) => own.ranges([...TOPICS].toSorted())),
    read: (of, from, count) => asking((own) => readPartition(own, { ...of, next: from }, count)),
    follow,
    async retain() {},
    async [Symbol.asyncDispose]() {
      closing.abort()
      await queue.drained()
      await sender[Symbol.asyncDispose]()
      await reader?.[Symbol.asyncDispose]()
    },
  }
}

interface Reading extends Pick<Message, 'topic' | 'partition'> {
  next: bigint
}

async function readPartition(
  reader: KafkaReader,
  place: Reading,
  count: number,
): Promise<Message[]> {
  const ranges = await reader.ranges([place.topic])
  const range = rangeOf(ranges, place)
  requireKept(range, place.next)
  const found: Message[] = []
  let chars = 0
  while (found.length < count && chars < READ_CHARS && place.next < range.nextOffset) {
    const [node] = [...(await reader.leaders([place])).keys()]
    const [fetched] = await reader.fetch(node!, [place], READ_WAIT_MS)
    if (fetched === undefined || fetched.next === place.next) break
    found.push(...fetched.messages)
    chars += fetched.messages.reduce((sum, { value }) => sum + value.length, 0)
    place.next = fetched.next
  }
  return found.slice(0, count)
}

function rangeOf(ranges: readonly PartitionRange[], { topic, partition }: Reading): PartitionRange {
  const range = ranges.find((each) => each.partition === partition)
  if (range === undefined) throw new RangeError(`there is no ${topic}/${partition}`)
  return range
}
