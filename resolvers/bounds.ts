import type { DayRange } from '../lakehouse/serving/predicates.ts'
import { badInput } from './refusal.ts'

/** Errors: `BAD_USER_INPUT` unless 1 ≤ value ≤ max. */
export function within(name: string, value: number, max: number): number {
  if (value >= 1 && value <= max) return value
  throw badInput(`${name} must be from 1 to ${max}, not ${value}`)
}

/** Errors: `BAD_USER_INPUT` unless a list may be so long. */
export function listSize(first: number): number {
  return within('first', first, LIST_MAX)
}

/** Errors: `BAD_USER_INPUT` unless a table of figures may have so many rows. */
export function rowCount(first: number): number {
  return within('first', first, ROWS_MAX)
}

/** Errors: `BAD_USER_INPUT` for more values than a list may hold. */
export function listed<T>(name: string, values: readonly T[]): readonly T[] {
  if (values.length <= LIST_MAX) return values
  throw badInput(`${name} may list ${LIST_MAX} values, not ${values.length}`)
}

/** Errors: `BAD_USER_INPUT` for a range that ends before it starts. */
export function forward<T extends DayRange | null | undefined>(range: T): T {
  if (range?.from && range.to && range.to < range.from) {
    throw badInput(`the range ends before it starts: from ${range.from} to ${range.to}`)
  }
  return range
}

const DEPTH_MAX = 5
const PREDICATES_MAX = 50
const LIST_MAX = 500
export const ROWS_MAX = 10_000

/** Errors: `BAD_USER_INPUT` for a filter that is too deep or too long, or holds a reversed range. */
export function bounded<T extends object>(filter: T | null | undefined): T | null {
  if (!filter) return null
  const predicates = countPredicates(filter, 1)
  if (predicates <= PREDICATES_MAX) return filter
  throw badInput(`a filter may hold ${PREDICATES_MAX} predicates, not ${predicates}`)
}

function countPredicates(filter: object, depth: number): number {
  if (depth > DEPTH_MAX) throw badInput(`a filter may be ${DEPTH_MAX} deep`)
  let predicates = 0
  for (const [name, value] of Object.entries(filter)) {
    if (name === 'and' || name === 'or' || name === 'not') {
      for (const part of objects(value)) predicates += countPredicates(part, depth + 1)
    } else {
      predicates += operators(name, value)
    }
  }
  return predicates
}

/** `country: { startsWith, contains }` are two. */
function operators(name: string, value: unknown): number {
  if (value === null || value === undefined) return 0
  if (Array.isArray(value)) {
    listed(name, value)
    return 1
  }
  if (typeof value !== 'object') return 1
  forward(value)
  return Object.entries(value).reduce(
    (sum, [operator, operand]) => sum + operators(operator, operand),
    0,
  )
}

function objects(value: unknown): object[] {
  return [value].flat().filter((part) => typeof part === 'object' && part !== null)
}
