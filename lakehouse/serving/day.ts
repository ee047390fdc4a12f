import { DAY_MS } from '../durations.ts'

const FIRST_DAY = '0001-01-01'

/** Half-open, in local days `"2026-11-22"`. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** Never before 0001-01-01. */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY_MS)
}

function lengthOf({ from, to }: Days): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}

/** The range of the same length that ends where this one begins; shorter at 0001-01-01, before which there are no days. */
export function daysBefore(days: Days): Days {
  return { from: addDays(days.from, -lengthOf(days)), to: days.from }
}

/** The same dates a year before; 29 February has none there. */
export function yearBefore({ from, to }: Days): Days {
  return { from: sameDate(from), to: sameDate(to) }
}

/** As the end of a half-open range, 29 February and 1 March are one date in a year without the former. */
function sameDate(day: string): string {
  const date = new Date(day)
  return dayOf(date.setUTCFullYear(date.getUTCFullYear() - 1))
}

const dayOf = (ms: number) =>
  new Date(Math.max(ms, Date.parse(FIRST_DAY))).toISOString().slice(0, 10)
