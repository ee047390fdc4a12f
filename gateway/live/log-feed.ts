import { type EventLog, partitionName } from '../../lakehouse/events/event-log.ts'
import { EVENT_TOPICS, type Topic } from '../../lakehouse/events/topics.ts'
import type { Told } from '../../resolvers/following.ts'
import { type Feed, openFeed } from './feed.ts'
import { inTimeOrder } from './in-time-order.ts'
import { openReading } from './reading.ts'
import { type Resumption, resume } from './resume.ts'

const FOLLOWED: readonly Topic[] = [...EVENT_TOPICS, 'recommendations']
const BATCH_SIZE = 1000

/** The event log as it grows, read once for all subscriptions of a process. */
export interface LogFeed extends Feed<Told> {
  /** Goes from a position to where the feed stands, while somebody listens. Errors: `CURSOR_EXPIRED`. */
  readonly resume: (resumption: Resumption) => Promise<void>
}

export function openLogFeed(openLog: () => Promise<EventLog>): LogFeed {
  const read = openReading()
  let positions = new Map<string, bigint>()

  async function begin(signal: AbortSignal): Promise<AsyncIterable<readonly Told[]>> {
    const log = await openLog()
    const ranges = (await log.partitions()).filter(({ topic }) => FOLLOWED.includes(topic))
    const at = new Map(ranges.map((range) => [partitionName(range), range.nextOffset]))
    positions = at
    return coming(log, at, signal)
  }

  /** Moves the positions of its own: what was begun before may still read a page. */
  async function* coming(log: EventLog, at: Map<string, bigint>, signal: AbortSignal) {
    const from = new Map(at)
    for await (const { messages } of log.follow({
      topics: FOLLOWED,
      from,
      batchSize: BATCH_SIZE,
      signal,
    }))
      yield inTimeOrder(messages).flatMap((message) => read(message, at) ?? [])
  }

  const feedAt = (partition: string) => positions.get(partition) ?? 0n

  return {
    ...openFeed(begin),
    async resume(resumption) {
      await resume(resumption, { log: await openLog(), read, feedAt })
    },
  }
}
