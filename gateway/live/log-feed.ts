import { setTimeout as delay } from 'node:timers/promises'
import { LakehouseError } from '../../lakehouse/errors.ts'
import {
  type EventLog,
  type Message,
  type PartitionRange,
  type Positions,
  partitionName,
} from '../../lakehouse/events/event-log.ts'
import { EVENT_TOPICS, type Topic } from '../../lakehouse/events/topics.ts'
import type { Told } from '../../resolvers/following.ts'
import { refusal } from '../../resolvers/refusal.ts'
import type { Feed, Listener } from './feed.ts'
import { openReading } from './reading.ts'

const FOLLOWED: readonly Topic[] = [...EVENT_TOPICS, 'recommendations']
const BATCH_SIZE = 1000
/** Of a partition, read at once for who goes on from a cursor. */
const RESUME_SIZE = 100
const AHEAD_MS = 20

export interface Resumption {
  readonly topics: readonly Topic[]
  readonly after: Positions
  readonly signal: AbortSignal
  /** Takes what came before, in order; the next is read when it resolves. */
  readonly take: (items: readonly Told[]) => Promise<void>
  /** Called once all of it was taken: what the feed tells its listeners next is what follows. */
  readonly caughtUp: () => void
}

/** The event log as it grows, read once for all subscriptions of a process. */
export interface LogFeed extends Feed<Told> {
  /**
   * Goes from a position to where the feed stands, while somebody listens.
   *
   * Errors: `CURSOR_EXPIRED` for a position that the log no longer has.
   */
  readonly resume: (resumption: Resumption) => Promise<void>
}

export function openLogFeed(openLog: () => Promise<EventLog>): LogFeed {
  const listeners = new Set<Listener<Told>>()
  const read = openReading()
  let positions = new Map<string, bigint>()
  let starting: Promise<void> | undefined
  let stop = new AbortController()

  async function start(): Promise<void> {
    stop = new AbortController()
    const { signal } = stop
    const log = await openLog()
    positions = new Map(
      (await rangesOf(log, FOLLOWED)).map((range) => [partitionName(range), range.nextOffset]),
    )
    keepFollowing(log, signal).catch((error: unknown) => {
      if (!signal.aborted) fail(error)
    })
  }

  async function keepFollowing(log: EventLog, signal: AbortSignal): Promise<void> {
    const from = new Map(positions)
    for await (const { messages } of log.follow({
      topics: FOLLOWED,
      from,
      batchSize: BATCH_SIZE,
      signal,
    })) {
      if (signal.aborted) return
      const items = messages.flatMap((message) => read(message, positions) ?? [])
      if (items.length > 0) for (const { take } of listeners) take(items)
    }
  }

  function fail(error: unknown): void {
    const those = [...listeners]
    end()
    for (const listener of those) listener.fail(error)
  }

  function end(): void {
    listeners.clear()
    stop.abort()
    starting = undefined
  }

  async function resume({ topics, after, signal, take, caughtUp }: Resumption): Promise<void> {
    const log = await openLog()
    const at = new Map(checked(await rangesOf(log, topics), after))
    while (!signal.aborted) {
      const behind = [...at].filter(([name, offset]) => offset < positions.get(name)!)
      const isAhead = [...at].some(([name, offset]) => offset > positions.get(name)!)
      if (behind.length === 0 && !isAhead) return caughtUp()
      const found = (
        await Promise.all(behind.map(([name, from]) => readUpTo(log, name, from)))
      ).flat()
      const messages = found.sort((left, right) => left.at - right.at)
      await take(messages.flatMap((message) => read(message, at) ?? []))
      // Another gateway was told of what is on its way to this one.
      if (messages.length === 0) await delay(AHEAD_MS)
    }
  }

  async function readUpTo(log: EventLog, name: string, from: bigint): Promise<readonly Message[]> {
    const end = positions.get(name)!
    const left = Number(end - from)
    const count = Math.min(RESUME_SIZE, left)
    return await log.read(partitionOf(name), from, count).catch((error: unknown) => {
      throw error instanceof LakehouseError && error.code === 'POSITION_EXPIRED' ? expired() : error
    })
  }

  return {
    async join(listener) {
      await (starting ??= start().catch((error: unknown) => {
        starting = undefined
        throw error
      }))
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) end()
      }
    },
    resume,
  }
}

async function rangesOf(log: EventLog, topics: readonly Topic[]): Promise<PartitionRange[]> {
  return (await log.partitions()).filter(({ topic }) => topics.includes(topic))
}

/** A partition that the position does not name is read from its first message. Errors: `CURSOR_EXPIRED`. */
function checked(ranges: readonly PartitionRange[], after: Positions): [string, bigint][] {
  const names = new Set(ranges.map(partitionName))
  if ([...after.keys()].some((name) => !names.has(name))) throw expired()
  return ranges.map((range) => {
    const name = partitionName(range)
    const from = after.get(name) ?? range.firstOffset
    if (from < range.firstOffset || from > range.nextOffset) throw expired()
    return [name, from]
  })
}

function partitionOf(name: string): Pick<Message, 'topic' | 'partition'> {
  const [topic, partition] = name.split('/')
  return { topic: FOLLOWED.find((each) => each === topic)!, partition: Number(partition) }
}

const expired = () =>
  refusal(
    'CURSOR_EXPIRED',
    'what came after this cursor is no longer kept: subscribe without `after`, and read what was missed by a query',
  )
