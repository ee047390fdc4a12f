import { bronzeEvents } from '../contracts/bronze/events.ts'
import { liveRecommendations } from '../contracts/live/recommendations.ts'
import { deadLetters } from '../contracts/ops/dead-letters.ts'
import { type PartitionRange, partitionName } from '../events/event-log.ts'
import { positionsIn } from '../events/progress.ts'
import type { Topic } from '../events/topics.ts'
import type { LiveMoment } from './live-reader.ts'

/** The table whose commits say how far a topic was taken in. */
const TABLE_OF: Readonly<Record<Topic, string>> = {
  page_views: bronzeEvents.name,
  cart_events: bronzeEvents.name,
  orders: bronzeEvents.name,
  dead_letters: deadLetters.name,
  recommendations: liveRecommendations.name,
}

/** Messages of a partition that are in no table yet; what the log has forgotten is not among them. */
export function lagOf(range: PartitionRange, { snapshots }: Pick<LiveMoment, 'snapshots'>): bigint {
  const { topic, firstOffset, nextOffset } = range
  const table = snapshots.get(TABLE_OF[topic])
  const taken = table && positionsIn(table.transactions).get(partitionName(range))
  const from = taken !== undefined && taken > firstOffset ? taken : firstOffset
  return nextOffset > from ? nextOffset - from : 0n
}
