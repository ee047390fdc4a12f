import {
  type Batch,
  type EventLog,
  type PartitionRange,
  type Positions,
  partitionName,
} from '../../lakehouse/events/event-log.ts'
import type { Progress } from '../../lakehouse/events/progress.ts'
import { isEventTopic } from '../../lakehouse/events/topics.ts'
import { JobError } from '../errors.ts'

/** Some five seconds. */
const QUIET_BATCHES = 20

/** Which partitions hold messages that the processor has not read, as far as it knows. */
export interface Unread {
  /** Where following begins. */
  readonly from: Positions
  /** Takes what was read into account. */
  readonly read: (batch: Batch) => void
  readonly names: () => ReadonlySet<string>
  /** Whether all was read that was there at the start. */
  readonly isCaughtUp: () => boolean
}

/**
 * Looks where the log stands.
 *
 * Messages that were forgotten before they were read are passed over; `lost` is told how many.
 * Errors: `JobError` `LOG_REPLACED` when the log has not come as far as the tables, or has something else where they stopped.
 */
export async function openUnread(
  log: EventLog,
  progress: Pick<Progress, 'positions' | 'heard'>,
  lost: (name: string, count: bigint) => void,
): Promise<Unread> {
  const ranges = (await log.partitions()).filter(({ topic }) => isEventTopic(topic))
  for (const range of ranges) await checkLast(log, range, progress)
  const { positions } = progress
  const from = new Map(
    ranges.map((range) => [partitionName(range), startOf(range, { positions, lost })]),
  )
  const missing = new Map(
    ranges
      .map((range) => [partitionName(range), range.nextOffset] as const)
      .filter(([name, next]) => from.get(name)! < next),
  )
  let unread: ReadonlySet<string> = new Set()
  let quiet = 0
  return {
    from,
    read(batch) {
      for (const message of batch.messages) {
        const name = partitionName(message)
        if (message.offset + 1n >= (missing.get(name) ?? 0n)) missing.delete(name)
      }
      unread = batch.unread
      quiet = batch.messages.length === 0 && unread.size === 0 ? quiet + 1 : 0
      // Kafka counts offsets that no message has, at the end of a partition too.
      if (quiet >= QUIET_BATCHES) missing.clear()
    },
    names: () => new Set([...missing.keys(), ...unread]),
    isCaughtUp: () => missing.size === 0,
  }
}

/** A log that was lost or restored, and has come as far again, does not have the message that was read last. */
async function checkLast(
  log: EventLog,
  range: PartitionRange,
  { positions, heard }: Pick<Progress, 'positions' | 'heard'>,
): Promise<void> {
  const name = partitionName(range)
  const position = positions.get(name) ?? 0n
  const cameAt = heard.get(name)?.cameAt
  const isKept = position > range.firstOffset && position <= range.nextOffset
  if (!isKept || cameAt === undefined) return
  const [last] = await log.read(range, position - 1n, 1)
  if (last?.offset === position - 1n && last.at !== cameAt)
    throw replaced(`has another message at ${name} ${last.offset} than the tables have read`)
}

interface Start {
  readonly positions: Positions
  readonly lost: (name: string, count: bigint) => void
}

function startOf(range: PartitionRange, { positions, lost }: Start): bigint {
  const name = partitionName(range)
  const position = positions.get(name) ?? range.firstOffset
  if (position > range.nextOffset)
    throw replaced(
      `ends at ${name} ${range.nextOffset}, and the tables have read it up to ${position}`,
    )
  if (position >= range.firstOffset) return position
  lost(name, range.firstOffset - position)
  return range.firstOffset
}

function replaced(how: string): JobError {
  return new JobError(
    'LOG_REPLACED',
    `the event log ${how}: it is another log, or was restored; give this lake its log back, or another lake`,
  )
}
