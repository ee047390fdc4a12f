import { instantOf } from '../instant.ts'
import type { StreamState } from './stream-state.ts'
import { HOUR_MS, MINUTE_MS } from '../durations.ts'

/** Half-open, in instants. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** The minutes that end with the watermark's own, which is still open; undefined before the first event. */
export function lastMinutes({ watermark }: StreamState, count: number): Span | undefined {
  if (watermark === null) return undefined
  const to = next(watermark, MINUTE_MS)
  return { from: shifted(to, -count * MINUTE_MS), to }
}

/** When the hour of an instant ends. */
export function hourAfter(instant: string): string {
  return next(instant, HOUR_MS)
}

/** The first full hour from an instant on. */
export function hourAt(instant: string): string {
  return instantOf(Math.ceil(Date.parse(instant) / HOUR_MS) * HOUR_MS)
}

/** An instant so many milliseconds later, or earlier. */
export function shifted(instant: string, ms: number): string {
  return instantOf(Date.parse(instant) + ms)
}

function next(instant: string, ms: number): string {
  return instantOf((Math.floor(Date.parse(instant) / ms) + 1) * ms)
}
