import type { Day } from './day.ts'

/**
 * An instant in UTC with six digits of a second, `'2026-11-22T05:20:00.000000Z'`: as text it sorts and compares as instants do.
 *
 * `new Date(instant)` takes it, and forgets its microseconds.
 */
export type Instant = `${Day}T${string}Z`

/** Any offset; a `Date` of JavaScript goes as its instant. */
export type InstantInput = `${Day}T${string}` | Date

export function isInstant(text: string): text is Instant {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/.test(text)
}
