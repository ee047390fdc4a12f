import type { Contract } from '../contracts/contract.ts'
import type { ColumnType } from '../contracts/contract.ts'
import type { Add } from './action.ts'

/** What a Parquet writer knows of one column of a file; values as text, NULLs counted. */
export interface ColumnStatistics {
  readonly min: string | undefined
  readonly max: string | undefined
  readonly nullCount: bigint
  readonly hasNan: boolean
}

/** Longer text is cut in a minimum and left out as a maximum, so that logs stay small. */
const TEXT_LENGTH_MAX = 32

/**
 * A file's statistics as `add.stats` holds them: readers skip files by them, so each bound holds or is left out.
 *
 * The JSON is put together by hand: int64 and DECIMAL are raw numbers that JavaScript's own would round.
 * Source: Delta protocol, "Per-file Statistics".
 */
export function statsJson(
  rows: bigint,
  columns: ReadonlyMap<string, ColumnStatistics>,
  contract: Contract,
): string {
  const bounds = (side: 'min' | 'max') =>
    members(columns, (name, statistics) => {
      const column = contract.columns[name]
      return column && !statistics.hasNan ? bound(column.type, statistics[side], side) : undefined
    })
  const nulls = members(columns, (_, { nullCount }) => String(nullCount))
  return `{"numRecords":${rows},"minValues":${bounds('min')},"maxValues":${bounds('max')},"nullCount":${nulls}}`
}

/** Rows of a file by its statistics; undefined when its writer left none. */
export function rowsIn({ stats }: Add): bigint | undefined {
  const count = /"numRecords"\s*:\s*(?<rows>\d+)/.exec(stats ?? '')?.groups?.rows
  return count === undefined ? undefined : BigInt(count)
}

function members(
  columns: ReadonlyMap<string, ColumnStatistics>,
  json: (name: string, statistics: ColumnStatistics) => string | undefined,
): string {
  const found = [...columns].flatMap(([name, statistics]) => {
    const value = json(name, statistics)
    return value === undefined ? [] : [`${JSON.stringify(name)}:${value}`]
  })
  return `{${found.join(',')}}`
}

function bound(
  type: ColumnType,
  value: string | undefined,
  side: 'min' | 'max',
): string | undefined {
  return value === undefined ? undefined : BOUNDS[type](value, side)
}

/** A bound as JSON, by the column's type; undefined where it may not hold. */
const BOUNDS: Record<ColumnType, (value: string, side: 'min' | 'max') => string | undefined> = {
  integer: numberBound,
  bigint: numberBound,
  decimal: numberBound,
  double: doubleBound,
  date: dayBound,
  timestamp: instantBound,
  string: textBound,
  boolean: () => undefined,
}

function numberBound(value: string): string | undefined {
  return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined
}

function doubleBound(value: string): string | undefined {
  return Number.isFinite(Number(value)) ? JSON.stringify(Number(value)) : undefined
}

function dayBound(value: string): string | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(value) ? JSON.stringify(value) : undefined
}

function instantBound(value: string): string | undefined {
  const parts = /^(?<day>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d)(?<fraction>\.\d{1,6})?\+00$/.exec(
    value,
  )?.groups
  if (!parts) return undefined
  return JSON.stringify(`${parts.day}T${parts.time}${(parts.fraction ?? '.').padEnd(7, '0')}Z`)
}

function textBound(value: string, side: 'min' | 'max'): string | undefined {
  // DuckDB writes bytes that it does not print as \x00, which cannot be told from that text.
  if (value.includes('\\x')) return undefined
  const letters = Array.from(value)
  if (letters.length <= TEXT_LENGTH_MAX) return JSON.stringify(value)
  return side === 'min' ? JSON.stringify(letters.slice(0, TEXT_LENGTH_MAX).join('')) : undefined
}
