import type { Contract, RowOf } from '../contracts/contract.ts'
import type { Row } from '../engines/engine.ts'
import { type Sql, text } from '../sql.ts'
import {
  type Direction,
  type Page,
  type SortColumn,
  type SortKey,
  orderOf,
  placeOf,
} from './keyset.ts'
import type { Reader } from './reader.ts'
import { columnsOf, rowReader } from './row.ts'

export interface OrderBy<Sort extends string> {
  readonly by: Sort
  readonly direction: Direction
}

/** Rows that are filtered, ordered and paged through. */
export interface Asked<Filter, Sort extends string> {
  readonly where: Filter | null | undefined
  readonly orderBy: readonly OrderBy<Sort>[]
  /** The properties of rows that will be read; any unless named. Ids are always there. */
  readonly properties?: readonly string[] | undefined
}

export interface Declaration<T extends Contract, Filter, Sort extends string> {
  readonly contract: T
  readonly id: keyof T['columns'] & string
  /** The gold table with one row for each of the table's, in their order, which filters and orders may name too. */
  readonly figures?: string
  readonly sorts: Readonly<Record<Sort, SortColumn>>
  readonly condition: (
    filter: Filter | null | undefined,
    reader: Pick<Reader, 'publication'>,
  ) => Sql
  /** So many rows that finding a page of all of them takes every thread. */
  readonly isLarge?: true
}

/** How rows of a noun are found, whatever page of them is asked for. */
export function selection<T extends Contract, Filter, Sort extends string>(
  declared: Declaration<T, Filter, Sort>,
) {
  const { contract, figures, sorts } = declared
  const table = tableOf(contract.name)

  const order = (orderBy: readonly OrderBy<Sort>[]): SortKey[] => {
    const first = orderBy.filter(({ by }, i) => orderBy.findIndex((other) => other.by === by) === i)
    return orderOf(
      first.map(({ by, direction }) => ({ ...sorts[by], direction })),
      `${table}.${declared.id}`,
    )
  }
  /** Joining two large tables costs more than the page itself, so only where it is asked of both. */
  const source = (condition: Sql, keys: readonly SortKey[]): Sql => {
    const names = [...condition.strings, ...keys.map(({ column }) => column)]
    const isJoined =
      figures !== undefined && names.some((name) => name.includes(`${tableOf(figures)}.`))
    return text(isJoined ? joined(contract.name, figures) : contract.name)
  }
  /** The columns of a page, and how its rows are read. */
  const reading = (properties: readonly string[] | undefined, keys: readonly SortKey[]) => {
    const names = columnsOf(contract, properties)
    const read = rowReader(contract, names)
    return {
      columns: text(names.map((name) => `${table}.${name}`).join(', ')),
      rowsOf: (rows: readonly Row[]): Page<RowOf<T>>['rows'] =>
        rows.map((row) => ({ row: read(row), place: placeOf(row, keys) })),
    }
  }

  return { table, order, source, condition: declared.condition, reading }
}

export type Selection<T extends Contract, Filter, Sort extends string> = ReturnType<
  typeof selection<T, Filter, Sort>
>

/**
 * Both tables under their own names: `writeServingFile` saw to it that their rows are alike, and numbers join fastest.
 *
 * A positional join would be faster, but DuckDB 1.5.6 fails on it where a column has a lower and an upper bound.
 */
export function joined(table: string, figures: string): string {
  return `${table} inner join ${figures} on ${tableOf(figures)}.rowid = ${tableOf(table)}.rowid`
}

const tableOf = (name: string) => name.slice(name.indexOf('.') + 1)
