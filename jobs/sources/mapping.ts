import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { Engine, Written } from '../../lakehouse/engines/engine.ts'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { quoteName, quoteText, text } from '../../lakehouse/sql.ts'
import { JobError } from '../errors.ts'
import type { Ingested, RawTable } from './ingested.ts'
import { suggestion } from './nearest.ts'
import { bronzeNamesOf } from './raw-reads.ts'
import type { Mapping, Source } from './source.ts'
import { textOf } from './value-text.ts'

export interface MapOptions {
  readonly source: Source
  /** What the source's SQL reads, readable under its name. */
  readonly ingested: Ingested
  readonly runId: string
  /** ISO; the run's own moment. */
  readonly ingestedAt: string
  readonly lineage?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/**
 * Writes one canonical table from the source's SQL: every value as text, an optional column that is left out as NULL, a
 * table that the source does not have empty, columns of the source's own left out.
 *
 * Columns of origin are the select's where it has them, else the SQL file's name, the row's place by its key, and the
 * latest ingestion of what it reads.
 * Errors: `JobError` `FILE_NOT_FOUND` where it reads a table that no file gives, `COLUMN_MISSING` where a column is not
 * in the files or a required one is not selected, `SOURCE_INVALID` for other faults of the SQL.
 */
export async function mapTable(
  engine: Engine,
  table: CanonicalContract,
  options: MapOptions,
): Promise<Written> {
  const { source, lineage, signal } = options
  const mapping = source.mappings.find((candidate) => candidate.table.table === table.table)
  const select =
    mapping === undefined ? emptySelect(table) : await mappedSelect(engine, mapping, options)
  try {
    return await engine.write(table, select, {
      mode: 'overwrite',
      ...(lineage && { lineage }),
      ...(signal && { signal }),
    })
  } catch (error) {
    throw mapping === undefined ? error : explained(error, mapping, options)
  }
}

async function mappedSelect(
  engine: Engine,
  mapping: Mapping,
  options: MapOptions,
): Promise<string> {
  checkReads(mapping, options)
  const types = await typesOf(engine, mapping, options)
  checkGiven(mapping, options.source, [...types.keys()])
  const { table, file, select, reads } = mapping
  const given = Object.keys(table.given).map((column) => {
    const type = types.get(column)
    return `${type === undefined ? 'cast(null as varchar)' : textOf(quoteName(column), type)} as ${quoteName(column)}`
  })
  const latest = latestOf(options, reads)
  const order = table.entityKey.filter((column) => types.has(column)).map(quoteName)
  const made: Record<keyof typeof ORIGIN, string> = {
    _source: quoteText(file),
    _line: `row_number() over (order by ${order.join(', ')})`,
    _ingested_at: quoteText(latest.ingestedAt),
    _run_id: quoteText(latest.runId),
  }
  const origin = Object.entries(made).map(([column, value]) =>
    types.has(column) ? column : `${value} as ${column}`,
  )
  return `select ${[...given, ...origin].join(', ')} from (\n${select}\n) as given`
}

function emptySelect(table: CanonicalContract): string {
  const columns = Object.keys(table.columns).map(
    (column) => `cast(null as varchar) as ${quoteName(column)}`,
  )
  return `select ${columns.join(', ')} where false`
}

function checkReads({ file, select }: Mapping, { source, ingested }: MapOptions): void {
  const names = ingested.tables.map(({ contract }) => contract.name)
  for (const read of bronzeNamesOf(select)) {
    if (names.includes(read)) continue
    throw new JobError(
      'FILE_NOT_FOUND',
      `${source.name}/${file} reads ${read}, which no file gives${suggestion(read, names)}; the files give ${names.join(', ')}`,
    )
  }
}

function checkGiven({ table, file }: Mapping, source: Source, selected: readonly string[]): void {
  const missing = Object.entries(table.given).find(
    ([column, { isGiven }]) => isGiven && !selected.includes(column),
  )
  const isUnpriced =
    table.table === 'order_items' &&
    !selected.includes('unit_price') &&
    !selected.includes('line_total')
  const expected = missing
    ? `the column ${missing[0]} (${missing[1].kind})`
    : 'unit_price or line_total (decimal)'
  if (missing === undefined && !isUnpriced) return
  throw new JobError(
    'COLUMN_MISSING',
    `${source.name}/${file} must select ${expected}${suggestion(missing?.[0] ?? 'unit_price', selected)}; it selects ${selected.join(', ')}`,
  )
}

async function typesOf(
  engine: Engine,
  mapping: Mapping,
  options: MapOptions,
): Promise<Map<string, string>> {
  try {
    const rows = await engine.rows(text(`describe select * from (\n${mapping.select}\n) as given`))
    return new Map(rows.map((row) => [String(row['column_name']), String(row['column_type'])]))
  } catch (error) {
    throw explained(error, mapping, options)
  }
}

function latestOf({ ingested, runId, ingestedAt }: MapOptions, reads: readonly string[]) {
  const files = ingested.tables
    .filter(({ contract }) => reads.includes(contract.name))
    .flatMap((table) => table.files)
  const [latest] = files.toSorted((a, b) => (a.ingestedAt < b.ingestedAt ? 1 : -1))
  return latest ?? { runId, ingestedAt }
}

/** The engine's complaint about a source's SQL, with the files that it is about. */
function explained(error: unknown, mapping: Mapping, { source, ingested }: MapOptions): unknown {
  if (!(error instanceof LakehouseError) || error.code !== 'QUERY_FAILED') return error
  const file = `${source.name}/${mapping.file}`
  const column = /column (?:named )?"([^"]+)"/i.exec(error.message)?.[1]
  const tables = ingested.tables.filter(({ contract }) => mapping.reads.includes(contract.name))
  const there = tables.flatMap(({ contract }) => Object.keys(contract.columns))
  if (column === undefined || there.includes(column)) {
    return new JobError('SOURCE_INVALID', `${file}: ${error.message}`, { cause: error })
  }
  return new JobError(
    'COLUMN_MISSING',
    `${file} reads the column ${column}, which is not there${suggestion(column, there)}; there are ${tables.map(columnsOf).join('; ')}`,
    { cause: error },
  )
}

function columnsOf({ contract, files }: RawTable): string {
  const columns = Object.keys(contract.columns).filter((column) => !(column in ORIGIN))
  return `in ${contract.name} (${files.map(({ path }) => path).join(', ')}): ${columns.join(', ') || 'no columns'}`
}
