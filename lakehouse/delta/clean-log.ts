import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commitFile, commitTime, listLog, logFolder } from './log.ts'
import { commitMs } from './retention.ts'
import { readSnapshot } from './snapshot.ts'
import type { Table } from './table.ts'

/**
 * Deletes what a table's log says of versions older than its `delta.logRetentionDuration`, once a checkpoint of that age holds it:
 * those versions can no longer be opened. Gives how many files went; none for a table without the setting.
 *
 * Errors: as `readSnapshot`.
 */
export async function cleanLog(table: Table): Promise<number> {
  const { metadata } = await readSnapshot(table)
  const keptMs = commitMs(metadata)
  if (keptMs === undefined) return 0
  const { commits, checkpoints } = await listLog(table.folder)
  const base = await newestOlderThan(table.folder, {
    versions: checkpoints.map((each) => each.version),
    keptMs,
  })
  const files = [
    ...commits
      .filter((version) => version < base)
      .map((version) => commitFile(table.folder, version)),
    ...checkpoints
      .filter(({ version }) => version < base)
      .flatMap((checkpoint) => checkpoint.files.map((file) => join(logFolder(table.folder), file))),
  ]
  for (const file of files) await rm(file, { force: true })
  return files.length
}

interface Ages {
  /** Ascending. */
  readonly versions: readonly number[]
  readonly keptMs: number
}

/** The newest of some versions whose commit is older than `keptMs`; -1: none is. */
async function newestOlderThan(table: string, { versions, keptMs }: Ages): Promise<number> {
  let [low, high] = [0, versions.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const age = Date.now() - (await commitTime(table, versions[middle]!))
    if (age > keptMs) low = middle + 1
    else high = middle
  }
  return versions[low - 1] ?? -1
}
