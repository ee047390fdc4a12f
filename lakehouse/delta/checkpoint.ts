import { open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LakehouseError } from '../errors.ts'
import { quoteName, quoteText, text } from '../sql.ts'
import { type Action, action } from './action.ts'
import { sync, syncFolder } from './commit.ts'
import { type CheckpointFiles, logFolder, versionName } from './log.ts'
import { PROTOCOL } from './protocol.ts'
import { remembered } from './retention.ts'
import type { Snapshot } from './snapshot.ts'
import type { Table } from './table.ts'

/** Commits between two checkpoints: what a reader without an earlier snapshot reads at most. */
export const CHECKPOINT_EACH = 10

const STRING_MAP = 'map(varchar, varchar)'

/** Columns of a V1 checkpoint. Source: Delta protocol, "Checkpoint Schema". */
const COLUMNS = {
  protocol: 'struct("minReaderVersion" integer, "minWriterVersion" integer)',
  metaData: `struct(id varchar, "name" varchar, description varchar, format struct(provider varchar, options ${STRING_MAP}),
    "schemaString" varchar, "partitionColumns" varchar[], configuration ${STRING_MAP}, "createdTime" bigint)`,
  txn: 'struct("appId" varchar, "version" bigint, "lastUpdated" bigint)',
  add: `struct("path" varchar, "partitionValues" ${STRING_MAP}, size bigint, "modificationTime" bigint,
    "dataChange" boolean, stats varchar, tags ${STRING_MAP})`,
  remove: `struct("path" varchar, "deletionTimestamp" bigint, "dataChange" boolean, "extendedFileMetadata" boolean,
    "partitionValues" ${STRING_MAP}, size bigint)`,
}

/**
 * The actions that a checkpoint holds.
 *
 * Errors: `LakehouseError` `LOG_CORRUPT` when it cannot be read.
 */
export async function readCheckpoint(
  { folder, engine }: Table,
  { version, files }: CheckpointFiles,
) {
  const paths = files.map((file) => quoteText(join(logFolder(folder), file))).join(', ')
  const source = `read_parquet([${paths}], hive_partitioning = false)`
  try {
    const described = await engine.rows(text(`describe select * from ${source}`))
    const present = new Set(described.map((row) => row.column_name))
    const columns = Object.keys(COLUMNS).filter((column) => present.has(column))
    const fields = columns.map((column) => `${quoteText(column)}, ${quoteName(column)}`).join(', ')
    const rows = await engine.rows(
      text(`select to_json(json_object(${fields}))::varchar as line from ${source}`),
    )
    return rows.map(({ line }) => action.parse(JSON.parse(String(line))))
  } catch (cause) {
    throw new LakehouseError('LOG_CORRUPT', `${folder}: checkpoint ${version} cannot be read`, {
      cause,
    })
  }
}

/** Writes a snapshot where readers find it instead of every commit up to it. Source: Delta protocol, "Checkpoints". */
export async function writeCheckpoint(
  { folder, engine }: Table,
  snapshot: Snapshot,
): Promise<void> {
  const log = logFolder(folder)
  const name = versionName(snapshot.version)
  const lines = join(log, `.${crypto.randomUUID()}.tmp`)
  const aside = `${lines}.parquet`
  const actions = actionsOf(snapshot)
  try {
    const bytesMax = await writeLines(lines, actions)
    await engine.rows(text(copyStatement(lines, { target: aside, bytesMax })))
    await sync(aside)
    await rename(aside, join(log, `${name}.checkpoint.parquet`))
    await writeFile(lines, JSON.stringify({ version: snapshot.version, size: actions.length }))
    await rename(lines, join(log, '_last_checkpoint'))
    await syncFolder(log)
  } finally {
    await Promise.all([lines, aside].map((file) => rm(file, { force: true })))
  }
}

function actionsOf(snapshot: Snapshot): Action[] {
  const { protocol, metadata, files, tombstones, transactions } = snapshot
  return [
    { protocol: { ...PROTOCOL, ...protocol } },
    { metaData: metadata },
    ...Array.from(transactions, ([appId, version]) => ({ txn: { appId, version } })),
    ...Array.from(files.values(), (add) => ({ add: { ...add, dataChange: false } })),
    ...Array.from(remembered(tombstones, metadata).values(), (remove) => ({
      remove: { ...remove, dataChange: false },
    })),
  ]
}

/** Gives the bytes of the longest line. */
async function writeLines(file: string, actions: readonly Action[]): Promise<number> {
  const lines = actions.map((each) => JSON.stringify(each))
  await using handle = await open(file, 'wx')
  await handle.writeFile(lines.join('\n'))
  return lines.reduce((most, line) => Math.max(most, Buffer.byteLength(line)), 0)
}

interface Copy {
  readonly target: string
  /** Of the longest line: DuckDB reads with twice as much memory for each thread. */
  readonly bytesMax: number
}

function copyStatement(lines: string, { target, bytesMax }: Copy): string {
  const columns = Object.entries(COLUMNS).map(
    ([name, type]) => `${quoteText(name)}: ${quoteText(type)}`,
  )
  return `copy (
      from read_json(${quoteText(lines)}, format = 'newline_delimited', maximum_object_size = ${bytesMax + 65_536},
        columns = {${columns.join(', ')}})
    ) to ${quoteText(target)} (format parquet, compression snappy)`
}
