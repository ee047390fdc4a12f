import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { checkWriter } from './protocol.ts'
import { commitMs, ownRemovedFileMs } from './retention.ts'
import { type Snapshot, readSnapshot } from './snapshot.ts'
import type { Table } from './table.ts'

export interface VacuumOptions {
  /**
   * A file that was removed from the table stays this long; from 0. Of a table with `delta.deletedFileRetentionDuration` at least
   * that long: it is read at its newest version while its files are put together.
   */
  readonly retentionMs: number
  /** Versions that stay readable whatever their age; the newest always does. Not of a table with `delta.logRetentionDuration`. */
  readonly keep?: ReadonlySet<number>
  /** Only says what it would delete. */
  readonly isDryRun?: boolean
}

export interface Vacuumed {
  /** Paths below the table's folder. */
  readonly files: readonly string[]
  readonly bytes: bigint
}

/** A file that no version names may belong to a write that has not committed yet. */
const UNCOMMITTED_MS = 3_600_000

/**
 * Deletes the files that neither a kept version nor a reader of the last `retentionMs` needs.
 *
 * Earlier versions than these can no longer be opened (`FILE_MISSING`); the log, and so the history, stays whole.
 * Errors: `LakehouseError` `TABLE_NOT_FOUND`, `VERSION_NOT_FOUND`, `LOG_CORRUPT`, `PROTOCOL_UNSUPPORTED`.
 */
export async function vacuum(table: Table, options: VacuumOptions): Promise<Vacuumed> {
  const newest = await readSnapshot(table)
  checkWriter(table.folder, newest.protocol, newest.metadata)
  const needed = new Set(newest.files.keys())
  // Of a table whose log is cleaned, versions go with their commits.
  const kept = commitMs(newest.metadata) === undefined ? [...(options.keep ?? [])] : []
  let snapshot: Snapshot | undefined
  for (const version of kept.toSorted((one, other) => one - other)) {
    snapshot = await readSnapshot(table, version, snapshot)
    for (const path of snapshot.files.keys()) needed.add(path)
  }
  const found = await filesBelow(table.folder, '')
  const unneeded = found.filter(({ path }) => !needed.has(path))
  const retentionMs = Math.max(options.retentionMs, ownRemovedFileMs(newest.metadata) ?? 0)
  const expired = unneeded.filter((file) => isExpired(file, newest, retentionMs))
  if (!options.isDryRun) await Promise.all(expired.map(({ path }) => rm(join(table.folder, path))))
  return {
    files: expired.map(({ path }) => path).sort(),
    bytes: expired.reduce((sum, { bytes }) => sum + BigInt(bytes), 0n),
  }
}

interface DataFile {
  readonly path: string
  readonly bytes: number
  readonly writtenMs: number
}

function isExpired(
  { path, writtenMs }: DataFile,
  { tombstones }: Snapshot,
  retentionMs: number,
): boolean {
  const tombstone = tombstones.get(path)
  const age = Date.now() - Math.max(writtenMs, tombstone?.deletionTimestamp ?? 0)
  return age >= (tombstone ? retentionMs : Math.max(retentionMs, UNCOMMITTED_MS))
}

/** Every file of a table but the log and what other tools hide; partition folders may start with `_`, as columns do. */
async function filesBelow(table: string, folder: string): Promise<DataFile[]> {
  const entries = await readdir(join(table, folder), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (isHidden(entry.name)) return []
      if (entry.isDirectory()) return filesBelow(table, path)
      const { size, mtimeMs } = await stat(join(table, path))
      return [{ path, bytes: size, writtenMs: mtimeMs }]
    }),
  )
  return found.flat()
}

const isHidden = (name: string) =>
  name.startsWith('.') || (name.startsWith('_') && !name.includes('='))
