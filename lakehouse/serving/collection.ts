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
  orderOf,
  ordering,
  placeColumns,
  placeOf,
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
  /** The table and those that filters and orders may name: one row a row of the table. */
  readonly from: string
  readonly sorts: Readonly<Record<Sort, SortColumn>>
  readonly condition: (filter: Filter | null | undefined, reader: Reader) => Sql
}

/** What can be asked of every noun that has pages; each function writes one statement. */
export function collection<T extends Contract, Filter, Sort extends string>(
  declared: Declaration<T, Filter, Sort>,
) {
  const { contract, from, sorts } = declared
  const table = contract.name.split('.')[1]!
  const id = `${table}.${declared.id}`
  const read = rowReader(contract)

  const order = (orderBy: readonly OrderBy<Sort>[]): SortKey[] => {
    const first = orderBy.filter(({ by }, i) => orderBy.findIndex((other) => other.by === by) === i)
    return orderOf(
      first.map(({ by, direction }) => ({ ...sorts[by], direction })),
      id,
    )
  }
  const placed = (rows: readonly Row[], keys: readonly SortKey[]) =>
    rows.map((row) => ({ row: read(row), place: placeOf(row, keys) }))

  /** Rows of `table.*` that fit, in their order. */
  async function page(
    reader: Reader,
    asked: Asked<Filter, Sort>,
    slice: Slice,
  ): Promise<Page<RowOf<T>>> {
    const keys = order(asked.orderBy)
    const rows = await reader.rows(sql`
      select ${text(`${table}.*`)}, ${placeColumns(keys)} from ${text(from)}
      where ${declared.condition(asked.where, reader)} and ${between(keys, slice)}
      order by ${ordering(keys, slice.isBackward)} limit ${slice.size + 1}`)
    return cut(placed(rows, keys), slice)
  }

  async function count(reader: Reader, where: Filter | null | undefined): Promise<number> {
    const [row] = await reader.rows(sql`
      select count(*) as rows from ${text(from)} where ${declared.condition(where, reader)}`)
    return Number(bigintCell(row, 'rows'))
  }

  return { order, page, count, byIds: lookup(contract, declared.id), placed }
}
