import type { ColumnType } from '../contracts/contract.ts'
import type { Row } from '../engines/engine.ts'
import { type Sql, sql, text } from '../sql.ts'
import { nullable, stringCell } from './cells.ts'
import { COLUMN_TYPES } from '../engines/duckdb/column-types.ts'
import { all, any } from './predicates.ts'

export type Direction = 'ASC' | 'DESC'

/** A column that rows are ordered by, and how its values are written in a cursor. */
export interface SortColumn {
  readonly column: string
  readonly type: ColumnType
}

/** Nulls come last either way. The last key of an order is unique and never null. */
export interface SortKey extends SortColumn {
  readonly direction: Direction
}

/** The place of a row in an order: each key's value as text. */
export type Place = readonly (string | null)[]

/** Which rows of an order are asked for. */
export interface Slice {
  readonly size: number
  /** The last ones instead of the first. */
  readonly isBackward: boolean
  readonly after: Place | null
  readonly before: Place | null
}

/** Rows in their order, each with its place. */
export interface Page<T> {
  readonly rows: readonly { readonly row: T; readonly place: Place }[]
  /** Whether there are rows beyond, in the direction of the slice. */
  readonly hasMore: boolean
}

/** Columns that tell a row's place, for the select list of the page itself. */
export function keyColumns(order: readonly SortKey[]): Sql {
  return text(order.map(({ column }, i) => `${column} as _key_${i}`).join(', '))
}

/** A page with its places as text, in its order: a cast to text is dear, so only the page's own rows are. */
export function placed(page: Sql, order: readonly SortKey[], isBackward = false): Sql {
  const places = order.map((_, i) => `cast(_key_${i} as varchar) as _place_${i}`).join(', ')
  const keys = order.map((key, i) => ({ ...key, column: `_key_${i}` }))
  return sql`select *, ${text(places)} from (${page}) as page order by ${ordering(keys, isBackward)}`
}

export function placeOf(row: Row, order: readonly SortKey[]): Place {
  return order.map((_, i) => nullable(stringCell, row, `_place_${i}`))
}

/** The rows between the slice's ends, wherever it stops. */
export function between(
  order: readonly SortKey[],
  { after, before }: Pick<Slice, 'after' | 'before'>,
): Sql {
  return all([
    ...(after ? [beyond(order, after)] : []),
    ...(before ? [beyond(order.map(reversed), before, 'first')] : []),
  ])
}

/** For `order by`; backward it starts from the end. */
export function ordering(order: readonly SortKey[], isBackward: boolean): Sql {
  const keys = isBackward ? order.map(reversed) : order
  const nulls = isBackward ? 'first' : 'last'
  return text(
    keys.map(({ column, direction }) => `${column} ${direction} nulls ${nulls}`).join(', '),
  )
}

/** Cuts one row that was read too many, and turns a backward read round. */
export function cut<T>(read: Page<T>['rows'], { size, isBackward }: Slice): Page<T> {
  const rows = read.slice(0, size)
  return { rows: isBackward ? rows.toReversed() : rows, hasMore: read.length > size }
}

function beyond(order: readonly SortKey[], place: Place, nulls: 'first' | 'last' = 'last'): Sql {
  return any(
    order.map((key, i) =>
      all([
        ...order.slice(0, i).map((before, j) => equals(before, place[j] ?? null)),
        follows(key, place[i] ?? null, nulls),
      ]),
    ),
  )
}

function equals(key: SortKey, value: string | null): Sql {
  return value === null
    ? text(`${key.column} is null`)
    : sql`${text(key.column)} = ${literal(key, value)}`
}

function follows(key: SortKey, value: string | null, nulls: 'first' | 'last'): Sql {
  const column = text(key.column)
  if (value === null) return nulls === 'last' ? text('false') : sql`${column} is not null`
  const later = sql`${column} ${text(key.direction === 'ASC' ? '>' : '<')} ${literal(key, value)}`
  return nulls === 'last' ? sql`(${later} or ${column} is null)` : later
}

/** A forged place is no row's: it compares as NULL. */
const literal = ({ type }: SortKey, value: string) =>
  sql`try_cast(${value} as ${text(COLUMN_TYPES[type])})`

function reversed(key: SortKey): SortKey {
  return { ...key, direction: key.direction === 'ASC' ? 'DESC' : 'ASC' }
}

export const orderOf = (keys: readonly SortKey[], id: string): SortKey[] => [
  ...keys,
  { column: id, type: 'string', direction: 'ASC' },
]
