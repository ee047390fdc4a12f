import { LakehouseError } from '../errors.ts'
import { type FollowOptions, type PartitionRange, partitionName } from './event-log.ts'

/** Where following a partition starts. Errors: `LakehouseError` `POSITION_EXPIRED`. */
export function startOf(range: PartitionRange, from: FollowOptions['from']): bigint {
  if (from === 'end') return range.nextOffset
  const position = from.get(partitionName(range)) ?? range.firstOffset
  requireKept(range, position)
  return position
}

/** Errors: `LakehouseError` `POSITION_EXPIRED` where the partition has no such message, and will not have it next. */
export function requireKept(range: PartitionRange, position: bigint): void {
  const { firstOffset, nextOffset } = range
  if (position >= firstOffset && position <= nextOffset) return
  throw new LakehouseError(
    'POSITION_EXPIRED',
    `${partitionName(range)} holds messages from ${firstOffset} up to ${nextOffset}, not ${position}`,
  )
}
