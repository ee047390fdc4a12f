import { Consumer, ListOffsetTimestamps } from '@platformatic/kafka'
import { setTimeout as delay } from 'node:timers/promises'
import { withDeadline } from './deadline.ts'
import { type Message, type PartitionRange, partitionName } from './event-log.ts'
import { clientOptions, kafkaNames, type KafkaSettings } from './kafka-client.ts'
import { tells } from './kafka-failure.ts'
import { messagesOf } from './kafka-records.ts'
import { TOPICS, type Topic } from './topics.ts'

/** Where a partition is to be read. */
export interface Place extends Pick<Message, 'topic' | 'partition'> {
  readonly next: bigint
}

interface Fetched extends Place {
  readonly messages: readonly Message[]
  /** Of the message that will be appended next. */
  readonly end: bigint
}

/** Reads partitions by position, one request of a broker at a time; it joins no group. */
export interface KafkaReader extends AsyncDisposable {
  ranges(topics: readonly Topic[]): Promise<PartitionRange[]>
  /** Brokers by their ids, each with those of the places that it serves. */
  leaders<P extends Place>(places: readonly P[]): Promise<Map<number, P[]>>
  /** What one broker has of places, at the latest after `waitMs`; places without anything new may be left out. */
  fetch(node: number, places: readonly Place[], waitMs: number): Promise<Fetched[]>
  /** Asks anew who leads, after a failure. */
  forgetLeaders(): void
}

const PARTITION_BYTES = 256 * 1024
const FETCH_BYTES = 2 * 1024 * 1024
const ANSWER_MS = 15_000
const SETTLE_MS = 5000
const RETRY_MS = 100
const CLOSE_MS = 1000

export function openKafkaReader(settings: KafkaSettings): KafkaReader {
  const names = kafkaNames(settings)
  // The library asks for a group; what is only fetched never joins it.
  const consumer = new Consumer({ ...clientOptions(settings), groupId: 'lakegate' })
  consumer.topics.trackAll(...Object.values(names))
  const inTime = <Result>(promised: Promise<Result>) =>
    withDeadline(promised, ANSWER_MS, `Kafka at ${settings.brokers.join(', ')}`)
  const metadata = () => inTime(consumer.metadata({ topics: Object.values(names) }))

  async function ranges(topics: readonly Topic[]): Promise<PartitionRange[]> {
    const asked = topics.map((topic) => names[topic])
    const [first, next] = await Promise.all(
      [ListOffsetTimestamps.EARLIEST, ListOffsetTimestamps.LATEST].map((timestamp) =>
        inTime(consumer.listOffsets({ topics: [...asked], timestamp })),
      ),
    )
    return topics.flatMap((topic) =>
      first!.get(names[topic])!.map((firstOffset, partition) => {
        const nextOffset = next!.get(names[topic])![partition]!
        return { topic, partition, firstOffset, nextOffset }
      }),
    )
  }

  async function fetch(node: number, places: readonly Place[], waitMs: number): Promise<Fetched[]> {
    const { topics } = await metadata()
    const byId = new Map(TOPICS.map((topic) => [topics.get(names[topic])!.id, topic] as const))
    const byName = new Map(places.map((place) => [partitionName(place), place]))
    const asked = Map.groupBy(places, ({ topic }) => topics.get(names[topic])!.id)
    const { responses } = await inTime(
      consumer.fetch({
        node,
        topics: [...asked].map(([topicId, those]) => ({ topicId, partitions: those.map(wanted) })),
        maxWaitTime: waitMs,
        minBytes: 1,
        maxBytes: FETCH_BYTES,
      }),
    )
    return responses.flatMap(({ topicId, partitions }) =>
      partitions.flatMap((fetched) => {
        const of = { topic: byId.get(topicId)!, partition: fetched.partitionIndex }
        const place = byName.get(partitionName(of))
        if (place === undefined) return []
        return { ...of, end: fetched.lastStableOffset, ...messagesOf(of, place.next, fetched) }
      }),
    )
  }

  return {
    ranges: (topics) => settled(consumer, () => ranges(topics)),
    async leaders(places) {
      const { topics } = await metadata()
      return Map.groupBy(
        places,
        ({ topic, partition }) => topics.get(names[topic])!.partitions[partition]!.leader,
      )
    },
    fetch,
    forgetLeaders: () => consumer.clearMetadata(),
    async [Symbol.asyncDispose]() {
      // A broker that is away says no goodbye, and nothing that was read depends on it.
      await withDeadline(consumer.close(true), CLOSE_MS, 'Kafka').catch(() => undefined)
    },
  }
}

/** Who leads a partition changes when a topic was made, a broker went or came back: that passes. */
async function settled<Result>(consumer: Consumer, ask: () => Promise<Result>): Promise<Result> {
  const deadline = performance.now() + SETTLE_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!tells(error, /NOT_LEADER|LEADER_/) || performance.now() > deadline) throw error
    }
    consumer.clearMetadata()
    await delay(RETRY_MS)
  }
}

const wanted = ({ partition, next }: Place) => ({
  partition,
  fetchOffset: next,
  partitionMaxBytes: PARTITION_BYTES,
  currentLeaderEpoch: -1,
  lastFetchedEpoch: -1,
})
