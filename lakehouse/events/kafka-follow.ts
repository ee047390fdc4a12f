import { pause } from '../pause.ts'
import { type Batch, type FollowOptions, type Message, partitionName } from './event-log.ts'
import { fairShares } from './fair-shares.ts'
import { isLasting } from './kafka-failure.ts'
import type { KafkaReader, Place } from './kafka-reader.ts'
import { startOf } from './position.ts'

/** A followed partition: where to fetch next, and what was fetched and not yet given. */
interface Followed extends Place {
  next: bigint
  end: bigint
  /** Its broker did not answer: nobody knows what it holds. */
  isAway: boolean
  readonly waiting: Message[]
}

const IDLE_MS = 250
const RETRY_MS = 200

/** Follows until the signal says otherwise, over outages. Errors: `LakehouseError` `POSITION_EXPIRED`; Kafka's, of those that last. */
export async function* followKafka(
  reader: KafkaReader,
  { topics, from, batchSize, signal }: FollowOptions,
): AsyncGenerator<Batch> {
  const followed = (await reader.ranges(topics)).map((range): Followed => {
    const { topic, partition, nextOffset: end } = range
    return { topic, partition, end, next: startOf(range, from), isAway: false, waiting: [] }
  })
  const fetching = fetcher(reader, { followed, batchSize, signal })
  let givenAt = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    const batch = take(followed, batchSize)
    if (batch.messages.length > 0 || performance.now() - givenAt >= IDLE_MS) {
      givenAt = performance.now()
      yield batch
    }
    await fetching.begin()
    if (followed.every(({ waiting }) => waiting.length === 0)) await fetching.news()
  }
}

interface Fetching {
  /** Asks each broker that is not being asked for what there is room for. */
  begin(): Promise<void>
  /** Until something came, or nothing for a while. Errors: those that last. */
  news(): Promise<void>
}

interface FetcherOptions extends Pick<FollowOptions, 'batchSize' | 'signal'> {
  readonly followed: readonly Followed[]
}

function fetcher(reader: KafkaReader, { followed, batchSize, signal }: FetcherOptions): Fetching {
  const byName = new Map(followed.map((each) => [partitionName(each), each]))
  const asked = new Map<number, Promise<void>>()
  let lasting: unknown

  async function ask(node: number, places: readonly Followed[], waitMs: number): Promise<void> {
    for (const { messages, next, end, ...of } of await reader.fetch(node, places, waitMs)) {
      const place = byName.get(partitionName(of))!
      place.waiting.push(...messages)
      Object.assign(place, { next, end })
    }
    for (const place of places) place.isAway = false
  }

  async function survive(asking: Promise<void>, places: readonly Followed[]): Promise<void> {
    try {
      await asking
    } catch (error) {
      if (isLasting(error)) lasting = error
      for (const place of places) place.isAway = true
      reader.forgetLeaders()
      await pause(RETRY_MS, signal)
    }
  }

  async function askAll(): Promise<void> {
    for (const [node, places] of await reader.leaders(followed)) {
      const roomy = places.filter(({ waiting }) => waiting.length < batchSize)
      if (asked.has(node) || roomy.length === 0) continue
      // Who waits for some of its partitions would keep the others waiting.
      const waitMs = roomy.length < places.length ? 0 : IDLE_MS
      const asking = survive(ask(node, roomy, waitMs), roomy)
      asked.set(
        node,
        asking.finally(() => asked.delete(node)),
      )
    }
  }

  return {
    begin: () => survive(askAll(), followed),
    async news() {
      const over = new AbortController()
      const idle = pause(IDLE_MS, AbortSignal.any([signal, over.signal]))
      await Promise.race([...asked.values(), idle])
      over.abort()
      if (lasting) throw lasting
    },
  }
}

function take(followed: readonly Followed[], batchSize: number): Batch {
  const shares = fairShares(
    followed.map(({ waiting }) => waiting.length),
    batchSize,
  )
  const messages = followed.flatMap(({ waiting }, index) => waiting.splice(0, shares[index]))
  const unread = followed.filter(
    ({ waiting, next, end, isAway }) => waiting.length > 0 || next < end || isAway,
  )
  return { messages, unread: new Set(unread.map(partitionName)) }
}
