import { isEventTopic } from '../../lakehouse/events/topics.ts'
import { type PartitionRange, partitionName } from '../../lakehouse/events/event-log.ts'
import { lagOf } from '../../lakehouse/live/lag.ts'
import { NO_MOMENT, newestMoment } from '../../lakehouse/live/live-moment.ts'
import type { AlertFacts } from './alert-rules.ts'
import type { AlertOptions } from './alerts.ts'

/** How far the log had come at a moment, milliseconds since 1970. */
interface Sample {
  readonly at: number
  readonly events: number
  readonly refused: number
}

/** How long messages are among the latest. */
const LATEST_MS = 600_000

/** What there is to know of the log and of what was taken from it; each call looks again, and has the one before in mind. */
export function openAlertFacts({
  log,
  lake,
  engine,
}: Pick<AlertOptions, 'log' | 'lake' | 'engine'>): (now: number) => Promise<AlertFacts> {
  const samples: Sample[] = []
  const latest = new Map<string, { readonly offset: bigint; readonly at: number }>()
  let moment = NO_MOMENT

  /** When the last message of a partition came, as long as the log has it. */
  async function lastAt(range: PartitionRange): Promise<number | undefined> {
    const { firstOffset, nextOffset } = range
    const name = partitionName(range)
    const known = latest.get(name)
    if (known?.offset === nextOffset || nextOffset === firstOffset) return known?.at
    const [message] = await log.read(range, nextOffset - 1n, 1)
    if (message) latest.set(name, { offset: nextOffset, at: message.at })
    return message?.at ?? known?.at
  }

  return async (now) => {
    const ranges = await log.partitions()
    const events = ranges.filter(({ topic }) => isEventTopic(topic))
    moment = await newestMoment(engine, lake, moment)
    const { watermark } = moment.state
    const times = await Promise.all(events.map(lastAt))
    const known = [...times, ...(watermark === null ? [] : [Date.parse(watermark)])]
    const lastEventAt = known.filter((time) => time !== undefined)
    const sample = {
      at: now,
      events: total(events),
      refused: total(ranges.filter(({ topic }) => topic === 'dead_letters')),
    }
    samples.push(sample)
    while (samples[1] && samples[1].at <= now - LATEST_MS) samples.shift()
    const since = samples[0]!
    const refused = sample.refused - since.refused
    return {
      now,
      lastEventAt: lastEventAt.length > 0 ? Math.max(...lastEventAt) : undefined,
      lag: events.reduce((sum, range) => sum + lagOf(range, moment), 0n),
      // What was refused before the log is in no topic of events.
      came: Math.max(sample.events - since.events, refused),
      refused,
    }
  }
}

/** Messages that partitions have had. */
function total(ranges: readonly PartitionRange[]): number {
  return ranges.reduce((sum, { nextOffset }) => sum + Number(nextOffset), 0)
}
