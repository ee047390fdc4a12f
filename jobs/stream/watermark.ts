import type { Heard } from '../../lakehouse/events/progress.ts'

export interface WatermarkOptions {
  /** Partitions that hold messages which are not read yet, by name. */
  readonly unread: ReadonlySet<string>
  /** The watermark so far, milliseconds since 1970, as every time here. */
  readonly before: number | undefined
  readonly latenessMs: number
  readonly now: number
}

const IDLE_MS = 30_000

/**
 * Up to when everything is there: the least of the partitions' latest event times, less the lateness that is allowed.
 *
 * A partition of which nothing was read for 30 s, with nothing unread, holds nothing back; when all are so, the latest of all
 * counts. It never goes back, and does not move while a partition waits to be read for the first time.
 */
export function watermarkOf(
  heard: ReadonlyMap<string, Heard>,
  { unread, before, latenessMs, now }: WatermarkOptions,
): number | undefined {
  const isHeard = (name: string) => heard.get(name)?.latest !== undefined
  if (![...unread].every(isHeard)) return before
  const known = [...heard].flatMap(([name, { latest, readAt }]) =>
    latest === undefined ? [] : [{ latest, isActive: unread.has(name) || now - readAt < IDLE_MS }],
  )
  if (known.length === 0) return before
  const active = known.filter(({ isActive }) => isActive)
  const time =
    active.length > 0
      ? Math.min(...active.map(({ latest }) => latest))
      : Math.max(...known.map(({ latest }) => latest))
  return Math.max(before ?? Number.NEGATIVE_INFINITY, time - latenessMs)
}
