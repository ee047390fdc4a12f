import { unreadableLines } from '../../lakehouse/contracts/bronze/unreadable-lines.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { quoteText, sql, text } from '../../lakehouse/sql.ts'
import type { IngestOptions } from './ingest-options.ts'
import type { IngestedTable } from './raw-table.ts'

/** Brings `quarantine.unreadable_lines` up to the files that were read; gives how many of these tables' records it holds. */
export async function writeUnreadable(
  engine: Engine,
  ingested: readonly IngestedTable[],
  { signal }: IngestOptions,
): Promise<bigint> {
  const isThere = (await engine.state(unreadableLines)) !== undefined
  if (isThere) await engine.open(unreadableLines)
  const fresh = ingested.flatMap(({ unreadable }) => unreadable)
  const touched = ingested.flatMap(({ table, touched: paths }) =>
    paths.map(
      (path) => `(table_name = ${quoteText(table.contract.name)} and _source = ${quoteText(path)})`,
    ),
  )
  if (!isThere || touched.length > 0) {
    const columns = Object.keys(unreadableLines.columns).join(', ')
    const kept = `select ${columns} from ${unreadableLines.name} where not (${touched.join(' or ')})`
    const selects = [...(isThere && touched.length > 0 ? [kept] : []), ...fresh]
    const none = `select ${columns.replaceAll(/(\w+)/g, 'cast(null as varchar) as $1')} where false`
    await engine.write(unreadableLines, selects.join('\nunion all\n') || none, {
      mode: 'overwrite',
      ...(signal && { signal }),
    })
  }
  const names = ingested.map(({ table }) => table.contract.name)
  const [row] = await engine.rows(
    sql`select count(*) as found from ${text(unreadableLines.name)} where array_contains(${names}, table_name)`,
  )
  return BigInt(String(row!['found']))
}
