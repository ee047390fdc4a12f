import type { Contract, RowOf } from '../contracts/contract.ts'
import { type Sql, sql } from '../sql.ts'
import { bigintCell } from './cells.ts'
import { childrenOf } from './children.ts'
import { type Page, type Slice, between, cut, keyColumns, ordering, placed } from './keyset.ts'
import { lookup } from './lookup.ts'
import type { Reader } from './reader.ts'
import { type Asked, type Declaration, selection } from './selection.ts'

/** What can be asked of every noun that has pages; each function writes one statement. */
export function collection<T extends Contract, Filter, Sort extends string>(
  declared: Declaration<T, Filter, Sort>,
) {
  const selected = selection(declared)
  const { order, source, condition, reading } = selected
  const read = (reader: Reader, statement: Sql) =>
    declared.isLarge ? reader.scan(statement) : reader.rows(statement)

  /** Rows that fit, in their order. */
  async function page(
    reader: Reader,
    asked: Asked<Filter, Sort>,
    slice: Slice,
  ): Promise<Page<RowOf<T>>> {
    const keys = order(asked.orderBy)
    const fits = condition(asked.where, reader)
    const { columns, rowsOf } = reading(asked.properties, keys)
    const fitting = sql`
      select ${columns}, ${keyColumns(keys)} from ${source(fits, keys)}
      where ${fits} and ${between(keys, slice)}
      order by ${ordering(keys, slice.isBackward)} limit ${slice.size + 1}`
    const rows = await read(reader, placed(fitting, keys, slice.isBackward))
    return cut(rowsOf(rows), slice)
  }

  /** The first ones, without their places. */
  async function top(
    reader: Reader,
    asked: Asked<Filter, Sort>,
    size: number,
  ): Promise<RowOf<T>[]> {
    const slice = { size, isBackward: false, after: null, before: null }
    const { rows } = await page(reader, asked, slice)
    return rows.map(({ row }) => row)
  }

  async function count(reader: Reader, where: Filter | null | undefined): Promise<number> {
    const fits = condition(where, reader)
    const counting = sql`select count(*) as rows from ${source(fits, [])} where ${fits}`
    const [row] = await read(reader, counting)
    return Number(bigintCell(row, 'rows'))
  }

  return {
    page,
    top,
    count,
    byIds: lookup(declared.contract, declared.id),
    /** Rows by what they belong to. */
    ofParents: (column: keyof T['columns'] & string) => childrenOf(selected, column),
  }
}
