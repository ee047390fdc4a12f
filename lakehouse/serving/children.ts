import type { Contract, RowOf } from '../contracts/contract.ts'
import { sql, text } from '../sql.ts'
import { bigintCell } from './cells.ts'
import { type Page, type Slice, between, cut, keyColumns, ordering, placed } from './keyset.ts'
import { among } from './predicates.ts'
import type { Reader } from './reader.ts'
import type { Asked, Selection } from './selection.ts'

/** Rows that belong to others, such as orders to customers: one statement, however many the others are. */
export interface Children<Item, Filter, Sort extends string> {
  /** The same page, forward, of each: one an id, in their order. */
  readonly pages: (
    reader: Reader,
    parentIds: readonly string[],
    asked: Asked<Filter, Sort> & { readonly slice: Slice },
  ) => Promise<Page<Item>[]>
  /** How many fit, of each. */
  readonly counts: (
    reader: Reader,
    parentIds: readonly string[],
    where: Filter | null | undefined,
  ) => Promise<number[]>
}

export function childrenOf<T extends Contract, Filter, Sort extends string>(
  { table, order, source, condition, reading }: Selection<T, Filter, Sort>,
  column: string,
): Children<RowOf<T>, Filter, Sort> {
  const parent = `${table}.${column}`
  return {
    async pages(reader, parentIds, { slice, ...asked }) {
      const keys = order(asked.orderBy)
      const fits = condition(asked.where, reader)
      const { columns, rowsOf } = reading(asked.properties, keys)
      const fitting = sql`
        select ${columns}, ${keyColumns(keys)} from ${source(fits, keys)}
        where ${among(parent, parentIds)} and ${fits} and ${between(keys, slice)}
        qualify row_number() over (partition by ${text(parent)} order by ${ordering(keys, false)}) <= ${slice.size + 1}`
      const rows = await reader.rows(placed(fitting, keys))
      const byParent = Map.groupBy(rows, (row) => row[column])
      return parentIds.map((id) => cut(rowsOf(byParent.get(id) ?? []), slice))
    },
    async counts(reader, parentIds, where) {
      const fits = condition(where, reader)
      const rows = await reader.rows(sql`
        select ${text(parent)} as parent, count(*) as rows from ${source(fits, [])}
        where ${among(parent, parentIds)} and ${fits} group by parent`)
      const byParent = new Map(rows.map((row) => [row['parent'], Number(bigintCell(row, 'rows'))]))
      return parentIds.map((id) => byParent.get(id) ?? 0)
    },
  }
}
