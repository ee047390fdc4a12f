import type {
  DayRange,
  IntFilter,
  RangeFilter,
  StringFilter,
} from '../../lakehouse/serving/predicates.ts'
import type { Where } from '../../lakehouse/serving/where.ts'

/** What filters say, one row at a time. Absent and null ask for nothing; a null cell has only `isNull`. */
type Asked<T> = T | null | undefined

/** `holds` says whether each predicate of a filter holds, without those that join filters. */
export function fits<Row, F extends Where<F>>(
  row: Row,
  where: Asked<F>,
  holds: (row: Row, where: F) => readonly boolean[],
): boolean {
  if (!where) return true
  return [
    ...holds(row, where),
    given(where.and, (parts) => parts.every((part) => fits(row, part, holds))),
    given(where.or, (parts) => parts.some((part) => fits(row, part, holds))),
    given(where.not, (part) => !fits(row, part, holds)),
  ].every(Boolean)
}

export function matches(cell: string | null, filter: Asked<StringFilter>): boolean {
  const folded = cell?.toLowerCase()
  return [
    given(filter?.eq, (eq) => cell === eq),
    oneOf(cell, filter?.in),
    given(filter?.startsWith, (start) => folded?.startsWith(start.toLowerCase()) ?? false),
    given(filter?.contains, (part) => folded?.includes(part.toLowerCase()) ?? false),
    given(filter?.isNull, (isNull) => (cell === null) === isNull),
  ].every(Boolean)
}

export function mentions(cells: readonly (string | null)[], part: Asked<string>): boolean {
  return given(part, (contains) => cells.some((cell) => matches(cell, { contains })))
}

export function oneOf<T>(cell: T | null, list: Asked<readonly T[]>): boolean {
  return given(list, (values) => cell !== null && values.includes(cell))
}

export function is(cell: boolean | null, value: Asked<boolean>): boolean {
  return given(value, (asked) => cell === asked)
}

export function within<T extends bigint | number>(
  cell: T | null,
  filter: Asked<RangeFilter<T>>,
): boolean {
  return [
    given(filter?.eq, (limit) => cell === limit),
    given(filter?.gte, (limit) => cell !== null && cell >= limit),
    given(filter?.gt, (limit) => cell !== null && cell > limit),
    given(filter?.lte, (limit) => cell !== null && cell <= limit),
    given(filter?.lt, (limit) => cell !== null && cell < limit),
    given(filter?.isNull, (isNull) => (cell === null) === isNull),
  ].every(Boolean)
}

export function withinInts(cell: number | null, filter: Asked<IntFilter>): boolean {
  return within(cell, filter) && oneOf(cell, filter?.in)
}

/** Exact, at any number of decimals. */
export function withinDecimals(cell: string | null, filter: Asked<RangeFilter<string>>): boolean {
  if (!filter) return true
  const { isNull, ...limits } = filter
  const compared: Record<string, bigint | null> = {}
  for (const [operator, limit] of Object.entries(limits)) compared[operator] = units(limit)
  return within(units(cell), { ...compared, isNull })
}

/** Of an instant's day where it is three hours earlier than in UTC: in São Paulo. */
export function withinDays(instant: string | null, range: Asked<DayRange>): boolean {
  const day = instant === null ? null : localDay(instant)
  return [
    given(range?.from, (from) => day !== null && day >= from),
    given(range?.to, (to) => day !== null && day < to),
  ].every(Boolean)
}

export function localDay(instant: string): string {
  return new Date(Date.parse(instant) - 3 * 3_600_000).toISOString().slice(0, 10)
}

/** Ten decimals as an integer. */
export function units(decimal: Asked<string>): bigint | null {
  if (decimal === null || decimal === undefined) return null
  const [whole, fraction = ''] = decimal.replace(/^[+-]/, '').split('.')
  return BigInt(`${whole}${fraction.padEnd(10, '0')}`) * (decimal.startsWith('-') ? -1n : 1n)
}

function given<T>(value: Asked<T>, holds: (value: T) => boolean): boolean {
  return value === null || value === undefined || holds(value)
}
