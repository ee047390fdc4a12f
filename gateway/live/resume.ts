import { setTimeout as delay } from 'node:timers/promises'
import { LakehouseError } from '../../lakehouse/errors.ts'
import {
  type EventLog,
  type Message,
  type PartitionRange,
  type Positions,
  partitionName,
} from '../../lakehouse/events/event-log.ts'
import { TOPICS, type Topic } from '../../lakehouse/events/topics.ts'
import type { Told } from '../../resolvers/following.ts'
import { refusal } from '../../resolvers/refusal.ts'
import { inTimeOrder } from './in-time-order.ts'
import type { Reading } from './reading.ts'

export interface Resumption {
  readonly topics: readonly Topic[]
  readonly after: Positions
  readonly signal: AbortSignal
  /** Takes what came before, in order; the next is read when it resolves. */
  readonly take: (items: readonly Told[]) => Promise<void>
  /** Called once all of it was taken: what the feed tells its listeners next is what follows. */
  readonly caughtUp: () => void
}

interface Resumed {
  readonly log: EventLog
  readonly read: Reading
  /** Where the feed stands now, by partition. */
  readonly feedAt: (partition: string) => bigint
}

/** Of a partition, read at once. */
const READ_SIZE = 100
const AHEAD_MS = 20
/** Two seconds of a log that answers. */
const QUIET_READS = 100

/**
 * Goes from a position of the log to where a feed stands that is followed.
 *
 * Errors: `CURSOR_EXPIRED` for a position that the log no longer has.
 */
export async function resume(
  { topics, after, signal, take, caughtUp }: Resumption,
  { log, read, feedAt }: Resumed,
): Promise<void> {
  const ranges = (await log.partitions()).filter(({ topic }) => topics.includes(topic))
  const at = new Map(checked(ranges, after))
  let quiet = 0
  while (!signal.aborted) {
    const behind = [...at].filter(([name, offset]) => offset < feedAt(name))
    const isAhead = [...at].some(([name, offset]) => offset > feedAt(name))
    if (behind.length === 0 && !isAhead) return caughtUp()
    const parts = behind.map(([name, from]) => ({ name, from, to: feedAt(name) }))
    const found = await Promise.all(parts.map((part) => readUpTo(log, part)))
    const messages = inTimeOrder(found.flat())
    await take(messages.flatMap((message) => read(message, at) ?? []))
    // Another gateway was told of what is still on its way to this one.
    if (messages.length === 0) await delay(AHEAD_MS)
    quiet = messages.length === 0 && !isAhead ? quiet + 1 : 0
    // Kafka counts offsets that no message has, at the end of a partition too.
    if (quiet >= QUIET_READS) for (const { name, to } of parts) at.set(name, to)
  }
}

interface Part {
  readonly name: string
  readonly from: bigint
  readonly to: bigint
}

async function readUpTo(log: EventLog, { name, from, to }: Part): Promise<readonly Message[]> {
  const count = Math.min(READ_SIZE, Number(to - from))
  return await log.read(partitionOf(name), from, count).catch((error: unknown) => {
    throw error instanceof LakehouseError && error.code === 'POSITION_EXPIRED' ? expired() : error
  })
}

function partitionOf(name: string): Pick<Message, 'topic' | 'partition'> {
  const [topic, partition] = name.split('/')
  return { topic: TOPICS.find((each) => each === topic)!, partition: Number(partition) }
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

const expired = () =>
  refusal(
    'CURSOR_EXPIRED',
    'what came after this cursor is no longer kept: subscribe without `after`, and ask by a query for what was missed',
  )
