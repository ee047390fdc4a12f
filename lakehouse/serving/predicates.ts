import { type Sql, join, sql, text } from '../sql.ts'

/** Absent and null ask for nothing, here and below. */
export interface StringFilter {
  readonly eq?: string | null | undefined
  readonly in?: readonly string[] | null | undefined
  readonly startsWith?: string | null | undefined
  readonly contains?: string | null | undefined
  readonly isNull?: boolean | null | undefined
}

/** `T` is an exact decimal as a string, or a number. */
export interface RangeFilter<T> {
  readonly eq?: T | null | undefined
  readonly gte?: T | null | undefined
  readonly gt?: T | null | undefined
  readonly lte?: T | null | undefined
  readonly lt?: T | null | undefined
  readonly isNull?: boolean | null | undefined
}

export interface IntFilter extends RangeFilter<number> {
  readonly in?: readonly number[] | null | undefined
}

/** Half-open, in local days `"2026-11-22"`. */
export interface DayRange {
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
}

type Asked<T> = T | null | undefined

/** `eq`, `in` exact; `startsWith`, `contains` without case, where % and _ are themselves. */
export function matches(column: string, filter: Asked<StringFilter>): Sql[] {
  const name = text(column)
  return [
    ...given(filter?.eq, (value) => sql`${name} = ${value}`),
    ...oneOf(column, filter?.in),
    ...given(filter?.startsWith, (value) => sql`starts_with(lower(${name}), lower(${value}))`),
    ...given(filter?.contains, (value) => sql`contains(lower(${name}), lower(${value}))`),
    ...nullness(name, filter?.isNull),
  ]
}

/** A key that stands in an answer can be asked for again: `(none)` is a missing value, be it NULL or written so. */
export function keyMatches(column: string, filter: Asked<StringFilter>): Sql[] {
  const { eq, in: listed, ...others } = filter ?? {}
  return [
    ...matches(`coalesce(${column}, '(none)')`, { eq, in: listed }),
    ...matches(`nullif(${column}, '(none)')`, others),
  ]
}

export function oneOf(column: string, values: Asked<readonly string[]>): Sql[] {
  return given(values, (list) => among(column, list))
}

const LISTED_MAX = 1000

/** Keys are listed one by one: only so are their rows found by index, or by what each row group holds. */
export function among(column: string, keys: readonly string[]): Sql {
  if (keys.length === 0) return text('false')
  if (keys.length > LISTED_MAX) return sql`${text(column)} in (select unnest(${keys}))`
  return sql`${text(column)} in (${join(
    keys.map((key) => sql`${key}`),
    ', ',
  )})`
}

export function decimalWithin(column: string, filter: Asked<RangeFilter<string>>): Sql[] {
  return within(text(column), filter, (value) => sql`cast(${value} as decimal(38, 10))`)
}

export function floatWithin(column: string, filter: Asked<RangeFilter<number>>): Sql[] {
  return within(text(column), filter, (value) => sql`cast(${value} as double)`)
}

export function intWithin(column: string, filter: Asked<IntFilter>): Sql[] {
  const oneOfThem = (list: readonly number[]) =>
    list.length === 0
      ? text('false')
      : sql`${text(column)} in (${join(
          list.map((value) => sql`${BigInt(value)}`),
          ', ',
        )})`
  return [
    ...within(text(column), filter, (value) => sql`${BigInt(value)}`),
    ...given(filter?.in, oneOfThem),
  ]
}

/** `day` is SQL for a local day. */
export function dayWithin(day: Sql, range: Asked<DayRange>): Sql[] {
  return [
    ...given(range?.from, (from) => sql`${day} >= cast(${from} as date)`),
    ...given(range?.to, (to) => sql`${day} < cast(${to} as date)`),
  ]
}

export function is(column: string, value: Asked<boolean>): Sql[] {
  return given(value, (asked) => sql`${text(column)} = ${asked}`)
}

/** Any of the columns contains the words, without case. */
export function mentions(columns: readonly string[], words: Asked<string>): Sql[] {
  return given(words, (asked) =>
    any(columns.flatMap((column) => matches(column, { contains: asked }))),
  )
}

export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? text('true') : sql`(${join(conditions, ' and ')})`
}

export function any(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? text('false') : sql`(${join(conditions, ' or ')})`
}

function within<T>(name: Sql, filter: Asked<RangeFilter<T>>, literal: (value: T) => Sql): Sql[] {
  const compared = (operator: string, value: Asked<T>) =>
    given(value, (limit) => sql`${name} ${text(operator)} ${literal(limit)}`)
  return [
    ...compared('=', filter?.eq),
    ...compared('>=', filter?.gte),
    ...compared('>', filter?.gt),
    ...compared('<=', filter?.lte),
    ...compared('<', filter?.lt),
    ...nullness(name, filter?.isNull),
  ]
}

export function nullness(name: Sql, isNull: Asked<boolean>): Sql[] {
  return given(isNull, (asked) => sql`${name} is ${text(asked ? 'null' : 'not null')}`)
}

export function given<T>(value: Asked<T>, condition: (value: T) => Sql): Sql[] {
  return value === null || value === undefined ? [] : [condition(value)]
}
