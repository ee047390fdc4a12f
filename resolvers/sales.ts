import type { SalesDimension } from '../lakehouse/serving/sales-dimensions.ts'
import { type SalesAsked, type SalesRow, salesRows } from '../lakehouse/serving/sales.ts'
import { type SalesTotals, salesTotalsOf } from '../lakehouse/serving/sales-totals.ts'
import { badInput } from './refusal.ts'
import { bounded, forward, listSize, rowCount } from './bounds.ts'
import type { Context } from './context.ts'

const DIMENSIONS_MAX = 3

export interface SalesArguments extends Omit<SalesAsked, 'by' | 'limit'> {
  readonly by?: readonly SalesDimension[] | null | undefined
  readonly first: number
}

/** A slice of all sales. */
export interface SalesTable {
  readonly rows: readonly SalesRow[]
  /** Whether more rows fit than were asked for. */
  readonly truncated: boolean
  /** One more statement, so only when it is selected. */
  readonly totals: () => Promise<SalesTotals>
}

/** Errors: `BAD_USER_INPUT` for more than three dimensions, one twice, and what is out of bounds. */
export async function salesTable(
  { by, grain, range, where, having, orderBy, first }: SalesArguments,
  { reader }: Context,
): Promise<SalesTable> {
  const limit = rowCount(first)
  const scope = { range: forward(range), where: bounded(where) }
  const rows = await salesRows(reader, {
    ...scope,
    by: dimensionsOf(by ?? []),
    grain,
    having: bounded(having),
    orderBy,
    limit: limit + 1,
  })
  return {
    rows: rows.slice(0, limit),
    truncated: rows.length > limit,
    totals: () => salesTotalsOf(reader, scope),
  }
}

/** The categories that sold best in a range; all there is without one. */
export function topCategories(
  { range, first }: Pick<SalesArguments, 'range' | 'first'>,
  { reader }: Context,
): Promise<SalesRow[]> {
  return salesRows(reader, { by: ['CATEGORY'], range, limit: listSize(first) })
}

function dimensionsOf(by: readonly SalesDimension[]): readonly SalesDimension[] {
  if (by.length > DIMENSIONS_MAX)
    throw badInput(`by may name ${DIMENSIONS_MAX} dimensions, not ${by.length}`)
  const repeated = by.find((name, i) => by.indexOf(name) !== i)
  if (repeated) throw badInput(`by names ${repeated} twice`)
  return by
}
