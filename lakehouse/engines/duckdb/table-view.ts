import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Add } from '../../delta/action.ts'
import { isMissing } from '../../delta/log.ts'
import { type Field, readFields } from '../../delta/schema.ts'
import type { Snapshot } from '../../delta/snapshot.ts'
import { LakehouseError } from '../../errors.ts'
import type { Table } from '../../delta/table.ts'
import { quoteName, quoteText, text } from '../../sql.ts'

/** DuckDB's type of a Delta type; a decimal is spelled alike, nested types are taken as they come. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'varchar',
  byte: 'tinyint',
  short: 'smallint',
  integer: 'integer',
  long: 'bigint',
  float: 'float',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
  binary: 'blob',
}

/**
 * A select of a table's rows at one version: its columns and types by the log, over an explicit list of files.
 *
 * Partition values come from the log, as protocol says, and not from folder names; a filter on them, or on a column
 * that the Parquet statistics know, skips files. A column that no file has is NULL: the schema may be newer.
 */
export async function tableSelect(
  { folder, engine }: Table,
  snapshot: Pick<Snapshot, 'metadata' | 'files'>,
): Promise<string> {
  const { metadata, files } = snapshot
  const fields = readFields(metadata)
  if (files.size === 0) return emptySelect(fields)
  const paths = [...files.keys()].map((path) => quoteText(join(folder, path)))
  const file = fileColumn(fields)
  const source = `read_parquet([${paths.join(', ')}], union_by_name = true, hive_partitioning = false,
    filename = ${quoteText(file)})`
  const described = await engine.rows(text(`describe select * from ${source}`))
  const stored = new Set(described.map((row) => row.column_name))
  const columns = fields.map((field) => {
    const isPartition = metadata.partitionColumns.includes(field.name)
    const value = stored.has(field.name) ? quoteName(field.name) : 'null'
    const values = isPartition ? partitionValues(field.name, paths, [...files.values()]) : ''
    return asField(field, isPartition ? `${values}[${file}]` : value)
  })
  return `select ${columns.join(', ')} from ${source}`
}

/** Errors: `LakehouseError` `FILE_MISSING` naming the first file of the version that is gone. */
export async function checkFiles({ folder }: Table, { version, files }: Snapshot): Promise<void> {
  await Promise.all(
    [...files.keys()].map((path) =>
      access(join(folder, path)).catch((cause: unknown) => {
        if (!isMissing(cause)) throw cause
        throw new LakehouseError(
          'FILE_MISSING',
          `${folder}: ${path} of version ${version} is gone`,
          { cause },
        )
      }),
    ),
  )
}

/** DuckDB skips files by this column only under its usual name, which a table of ours may have for itself. */
function fileColumn(fields: readonly Field[]): string {
  return fields.some(({ name }) => name.toLowerCase() === 'filename') ? '_file' : 'filename'
}

/** From file to value: one value a file, so DuckDB evaluates it once a file and can skip files by it. */
function partitionValues(column: string, paths: readonly string[], adds: readonly Add[]): string {
  const values = adds.map((add) => {
    const value = add.partitionValues[column]
    return value ? quoteText(value) : 'null'
  })
  return `map([${paths.join(', ')}], [${values.join(', ')}]::varchar[])`
}

function emptySelect(fields: readonly Field[]): string {
  return `select ${fields.map((field) => asField(field, 'null')).join(', ')} where false`
}

function asField({ name, type }: Field, value: string): string {
  const target = typeof type === 'string' ? (TYPES[type] ?? decimalType(type)) : undefined
  const cast = target === undefined ? value : `cast(${value} as ${target})`
  return `${cast} as ${quoteName(name)}`
}

const decimalType = (type: string) => (/^decimal\(\d+,\s*\d+\)$/.test(type) ? type : undefined)
