import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import { DAY_MS } from '../../durations.ts'

const DAY_MICROS = 86_400_000_000
/** The days around 1970 that `Date` can hold. */
const DAYS_MAX = 100_000_000
/** Formatting a day is the dearest part of a row, and most rows of a result share few days. */
const DAYS_CACHED_MAX = 20_000

const dayTexts = new Map<number, string>()

/**
 * A value as the engine's port has it: exact, and made of what JavaScript has.
 *
 * DECIMAL → string with its scale; BIGINT, HUGEINT → bigint; smaller integers, DOUBLE → number; DATE → `2026-11-22`;
 * TIMESTAMPTZ → `2026-11-22T05:20:00.000000Z`; TIMESTAMP, a wall clock → the same without `Z`; LIST → array;
 * STRUCT → object; MAP → array of `[key, value]`; a type that no table of ours has → its text.
 */
export function cell(value: DuckDBValue): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof DuckDBDecimalValue) return decimalText(value.value, value.scale)
  if (value instanceof DuckDBTimestampTZValue) return instantText(value, 'Z')
  if (value instanceof DuckDBDateValue) return dayText(value)
  if (value instanceof DuckDBTimestampValue) return instantText(value, '')
  if (value instanceof DuckDBListValue) return value.items.map(cell)
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, item]) => [name, cell(item)]),
    )
  }
  if (value instanceof DuckDBMapValue) {
    return value.entries.map((entry) => [cell(entry.key), cell(entry.value)])
  }
  return value.toString()
}

function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString()
  const sign = unscaled < 0n ? '-' : ''
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function dayText(day: DuckDBDateValue): string {
  return Math.abs(day.days) > DAYS_MAX ? day.toString() : isoDay(day.days)
}

function isoDay(days: number): string {
  const known = dayTexts.get(days)
  if (known !== undefined) return known
  if (dayTexts.size >= DAYS_CACHED_MAX) dayTexts.clear()
  const day = new Date(days * DAY_MS).toISOString().slice(0, -14)
  dayTexts.set(days, day)
  return day
}

type Instant = DuckDBTimestampTZValue | DuckDBTimestampValue

function instantText(instant: Instant, zone: string): string {
  const [days, micros] = daysAndMicros(instant.micros)
  if (Math.abs(days) > DAYS_MAX) return instant.toString()
  const seconds = Math.floor(micros / 1_000_000)
  const time = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => padded(part, 2))
  return `${isoDay(days)}T${time.join(':')}.${padded(micros % 1_000_000, 6)}${zone}`
}

/** Whole days since 1970, and the microseconds of the last one; a number is exact from 1684 to 2255 only. */
function daysAndMicros(instant: bigint): [number, number] {
  const micros = Number(instant)
  if (Number.isSafeInteger(micros)) {
    const days = Math.floor(micros / DAY_MICROS)
    return [days, micros - days * DAY_MICROS]
  }
  const rest = ((instant % DAY) + DAY) % DAY
  return [Number((instant - rest) / DAY), Number(rest)]
}

const DAY = BigInt(DAY_MICROS)

const padded = (value: number, length: number) => String(Math.floor(value)).padStart(length, '0')
