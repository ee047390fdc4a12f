import { type EventLog, partitionName } from '../../lakehouse/events/event-log.ts'
import { readBack } from '../../lakehouse/events/read-back.ts'
import { readDoneBefore, readRecommendation } from '../../lakehouse/events/recommendation.ts'

/** Of each partition: more than can have been made since an order that is open was begun. */
const READ_BACK = 2000

export interface RecommenderStart {
  /** By partition of `orders`, the offset to go on from. */
  readonly from: ReadonlyMap<string, bigint>
  /** Orders of the last recommendations: they may lie behind `from` and are done nevertheless. */
  readonly done: ReadonlySet<string>
}

/** Where the recommendations in the log end: they say what they were made of. */
export async function recommenderStart(log: EventLog): Promise<RecommenderStart> {
  const partitions = await log.partitions()
  const done = new Set<string>()
  const from = new Map<string, bigint>()
  for (const range of partitions.filter(({ topic }) => topic === 'recommendations')) {
    let left = READ_BACK
    for await (const { value } of readBack(log, range)) {
      const made = readRecommendation(value)
      if (made) done.add(made.orderId)
      // The newest stands first, and none has later positions.
      if (left === READ_BACK) advance(from, readDoneBefore(value))
      left -= 1
      if (left === 0) break
    }
  }
  for (const range of partitions.filter(({ topic }) => topic === 'orders')) {
    const name = partitionName(range)
    const position = from.get(name) ?? range.firstOffset
    const isKept = position >= range.firstOffset && position <= range.nextOffset
    from.set(name, isKept ? position : range.firstOffset)
  }
  return { from, done }
}

function advance(positions: Map<string, bigint>, others: ReadonlyMap<string, bigint>): void {
  for (const [name, position] of others) {
    const before = positions.get(name)
    if (before === undefined || position > before) positions.set(name, position)
  }
}
