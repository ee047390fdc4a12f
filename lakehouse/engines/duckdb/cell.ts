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

const DAY_MS = 86_400_000
/** The days around 1970 that `Date` can hold. */
const DAYS_MAX = 100_000_000

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
  if (Math.abs(day.days) > DAYS_MAX) return day.toString()
  return new Date(day.days * DAY_MS).toISOString().slice(0, -14)
}

function instantText(instant: DuckDBTimestampTZValue | DuckDBTimestampValue, zone: string): string {
  const micros = Number(instant.micros)
  if (!Number.isSafeInteger(micros)) return distantInstantText(instant, zone)
  const ms = Math.floor(micros / 1000)
  const rest = String(micros - ms * 1000).padStart(3, '0')
  return `${new Date(ms).toISOString().slice(0, -1)}${rest}${zone}`
}

/** Before 1684 or after 2255, where microseconds exceed what a number holds exactly. */
function distantInstantText(
  instant: DuckDBTimestampTZValue | DuckDBTimestampValue,
  zone: string,
): string {
  const rest = ((instant.micros % 1000n) + 1000n) % 1000n
  const ms = Number((instant.micros - rest) / 1000n)
  if (Math.abs(ms) > DAYS_MAX * DAY_MS) return instant.toString()
  return `${new Date(ms).toISOString().slice(0, -1)}${String(rest).padStart(3, '0')}${zone}`
}
