import type { Contract, RowOf } from '../contracts/contract.ts'
import type { Row } from '../engines/engine.ts'
import { type Sql, sql, text } from '../sql.ts'
import { bigintCell } from './cells.ts'
import {
  type Direction,
  type Page,
  type Slice,
  type SortColumn,
  type SortKey,
  between,
  cut,
  keyColumns,
  orderOf,
  ordering,
  placeOf,
  placed,
} from './keyset.ts'
import { lookup } from './lookup.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

export interface OrderBy<Sort extends string> {
  readonly by: Sort
  readonly direction: Direction
}

/** Rows that are filtered, ordered and paged through. */
export interface Asked<Filter, Sort extends string> {
  readonly where: Filter | null | undefined
  readonly orderBy: readonly OrderBy<Sort>[]
}

export interface Declaration<T extends Contract, Filter, Sort extends string> {
  readonly contract: T
  readonly id: keyof T['columns'] & string
  /** The gold table with one row for each of the table's, which filters and orders may name too. */
  readonly figures?: string
  readonly sorts: Readonly<Record<Sort, SortColumn>>
  readonly condition: (filter: Filter | null | undefined, reader: Reader) => Sql
}

/** What can be asked of every noun that has pages; each function writes one statement. */
export function collection<T extends Contract, Filter, Sort extends string>(
  declared: Declaration<T, Filter, Sort>,
) {
  const { contract, figures, sorts } = declared
  const table = tableOf(contract.name)
  const id = `${table}.${declared.id}`
  const read = rowReader(contract)

  const order = (orderBy: readonly OrderBy<Sort>[]): SortKey[] => {
    const first = orderBy.filter(({ by }, i) => orderBy.findIndex((other) => other.by === by) === i)
    return orderOf(
      first.map(({ by, direction }) => ({ ...sorts[by], direction })),
      id,
    )
  }
  /** Joining two large tables costs more than the page itself, so only where it is asked of both. */
  const source = (conditions: Sql, keys: readonly SortKey[]): Sql => {
    const names = [...conditions.strings, ...keys.map(({ column }) => column)]
    const isJoined =
      figures !== undefined && names.some((name) => name.includes(`${tableOf(figures)}.`))
    return text(isJoined ? joined(contract.name, figures, declared.id) : contract.name)
  }
  const withPlaces = (rows: readonly Row[], keys: readonly SortKey[]) =>
    rows.map((row) => ({ row: read(row), place: placeOf(row, keys) }))

  /** Rows of `table.*` that fit, in their order. */
  async function page(
    reader: Reader,
    asked: Asked<Filter, Sort>,
    slice: Slice,
  ): Promise<Page<RowOf<T>>> {
    const keys = order(asked.orderBy)
    const condition = declared.condition(asked.where, reader)
    const fitting = sql`
      select ${text(`${table}.*`)}, ${keyColumns(keys)} from ${source(condition, keys)}
      where ${condition} and ${between(keys, slice)}
      order by ${ordering(keys, slice.isBackward)} limit ${slice.size + 1}`
    const rows = await reader.rows(placed(fitting, keys, slice.isBackward))
    return cut(withPlaces(rows, keys), slice)
  }

  async function count(reader: Reader, where: Filter | null | undefined): Promise<number> {
    const condition = declared.condition(where, reader)
    const [row] = await reader.rows(sql`
      select count(*) as rows from ${source(condition, [])} where ${condition}`)
    return Number(bigintCell(row, 'rows'))
  }

  return { order, page, count, byIds: lookup(contract, declared.id), withPlaces }
}

/** Both tables, one row a key, under their own names. */
export function joined(table: string, figures: string, key: string): string {
  return `${table} inner join ${figures} on ${tableOf(figures)}.${key} = ${tableOf(table)}.${key}`
}

const tableOf = (name: string) => name.slice(name.indexOf('.') + 1)
