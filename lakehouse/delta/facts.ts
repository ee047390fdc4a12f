import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { quoteText, text } from '../sql.ts'
import { history } from './history.ts'
import { isMissing } from './log.ts'
import { decodePath } from './path.ts'
import { type Snapshot, readSnapshot } from './snapshot.ts'
import { rowsIn } from './stats.ts'
import { type Table, tableIn } from './table.ts'

/** A table at its newest version, as a list of tables shows it. */
export interface TableFacts {
  readonly name: string
  readonly version: number
  readonly rows: bigint
  readonly bytes: bigint
  readonly files: number
  /** ISO instant of the newest commit. */
  readonly updatedAt: string
  /** Who wrote the newest commit and from what. */
  readonly lineage: Readonly<Record<string, string>>
}

/** The names of a lake's tables, `silver.orders`, sorted. */
export async function listTables(lake: string): Promise<string[]> {
  const names: string[] = []
  for (const schema of await subfolders(lake)) {
    for (const table of await subfolders(join(lake, schema))) {
      const inside = await subfolders(join(lake, schema, table), '_delta_log')
      if (inside.length > 0) names.push(`${schema}.${table}`)
    }
  }
  return names.sort()
}

/** Errors: `LakehouseError` `TABLE_NOT_FOUND`, `LOG_CORRUPT`, `PROTOCOL_UNSUPPORTED`. */
export async function tableFacts(
  engine: Table['engine'],
  lake: string,
  name: string,
): Promise<TableFacts> {
  const table = tableIn(engine, lake, name)
  return await factsAt(table, name, await readSnapshot(table))
}

/** What the newest version, which the snapshot is, has to show. */
export async function factsAt(table: Table, name: string, snapshot: Snapshot): Promise<TableFacts> {
  const [newest] = await history(table.folder, 1)
  return {
    name,
    version: snapshot.version,
    rows: await countRows(table, snapshot),
    bytes: [...snapshot.files.values()].reduce((sum, { size }) => sum + BigInt(size), 0n),
    files: snapshot.files.size,
    updatedAt: newest?.committedAt ?? '',
    lineage: newest?.lineage ?? {},
  }
}

/** Rows of a version: by the log's statistics, by Parquet's where another writer left none. */
export async function countRows({ folder, engine }: Table, { files }: Snapshot): Promise<bigint> {
  const counts = [...files.values()].map((add) => ({ add, rows: rowsIn(add) }))
  const known = counts.reduce((sum, { rows }) => sum + (rows ?? 0n), 0n)
  const unknown = counts.filter(({ rows }) => rows === undefined)
  if (unknown.length === 0) return known
  const paths = unknown.map(({ add }) => quoteText(join(folder, decodePath(add.path)))).join(', ')
  const counted = await engine.rows(
    text(`select cast(sum(num_rows) as bigint) as num_rows from parquet_file_metadata([${paths}])`),
  )
  return known + BigInt(String(counted[0]!.num_rows))
}

async function subfolders(folder: string, only?: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    return names.filter((name) => (only ? name === only : !/^[._]/.test(name)))
  } catch (cause) {
    if (isMissing(cause)) return []
    throw cause
  }
}
