import {
  QUARANTINED_TABLES,
  type QuarantineFilter,
  type QuarantinedRow,
  quarantinedRows,
} from '../lakehouse/quarantined.ts'
import type { Connection, PageArguments } from './connection.ts'
import type { Context } from './context.ts'
import { opsReader } from './live-loaders.ts'
import { maskedJson, maskedReason } from './masked.ts'
import { type Noun, pageOf, pagesOf } from './pages.ts'
import { refusal } from './refusal.ts'

/** The latest first. */
const QUARANTINE: Noun<'READ_AT'> = {
  noun: 'quarantine',
  orderBy: [{ by: 'READ_AT', direction: 'DESC' }],
}

/** Their rows tell of things, whose names are nobody's. */
const OF_THINGS = ['products', 'product_categories', 'stores', 'stock_snapshots']

export interface QuarantineArguments
  extends Pick<QuarantineFilter, 'table' | 'rule'>, Pick<PageArguments, 'first' | 'after'> {}

/** Rows that were set aside. Errors: `NOT_FOUND` for a table that sets none aside. */
export async function quarantinePage(
  { table, rule, ...page }: QuarantineArguments,
  context: Context,
): Promise<Connection<QuarantinedRow>> {
  if (table && !QUARANTINED_TABLES.includes(table))
    throw refusal(
      'NOT_FOUND',
      `${JSON.stringify(table)} sets no rows aside: ${QUARANTINED_TABLES.join(', ')} may`,
    )
  const found = await pageOf(pagesOf(opsReader(context), quarantinedRows, QUARANTINE), {
    where: { table, rule },
    ...page,
  })
  if (context.scopes.has('pii')) {
    context.notePersonal()
    return found
  }
  return { ...found, edges: found.edges.map((edge) => ({ ...edge, node: masked(edge.node) })) }
}

function masked(row: QuarantinedRow): QuarantinedRow {
  if (OF_THINGS.includes(row.tableName)) return row
  return { ...row, content: maskedJson(row.content), reason: maskedReason(row.reason) }
}
