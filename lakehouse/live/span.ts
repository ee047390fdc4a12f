import { instantOf } from '../instant.ts'
import type { StreamState } from './stream-state.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000

/** Half-open, in instants. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** The minutes that end with the watermark's own, which is still open; undefined before the first event. */
export function lastMinutes(
  { watermark }: Pick<StreamState, 'watermark'>,
  count: number,
): Span | undefined {
  return watermark === null ? undefined : lastOf(watermark, MINUTE_MS, count)
}

/** The hours that end with the watermark's own, which is still open; undefined before the first event. */
export function lastHours(
  { watermark }: Pick<StreamState, 'watermark'>,
  count: number,
): Span | undefined {
  return watermark === null ? undefined : lastOf(watermark, HOUR_MS, count)
}

/** An instant so many milliseconds later, or earlier. */
export function shifted(instant: string, ms: number): string {
  return instantOf(Date.parse(instant) + ms)
}

function lastOf(instant: string, ms: number, count: number): Span {
  const last = Math.floor(Date.parse(instant) / ms) * ms
  return { from: instantOf(last - (count - 1) * ms), to: instantOf(last + ms) }
}
