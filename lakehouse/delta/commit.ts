import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LakehouseError } from '../errors.ts'
import { storageFailure } from '../storage-failure.ts'
import type { Action } from './action.ts'
import { commitFile, logFolder } from './log.ts'

/**
 * Publishes `actions` as `version` of a table, all or nothing, safe from power loss once it returns.
 *
 * Exactly one of two racing writers may win and no reader may see half a commit, so the file is written aside, made
 * durable, then hard-linked: `link` is atomic and refuses an existing name (local disk).
 * Source: Delta protocol, "Delta Log Entries".
 * Errors: `LakehouseError` `COMMIT_CONFLICT`: the version exists; reread the table and try the next. `STORAGE_FULL`,
 * `LAKE_UNWRITABLE`: the version was not made.
 */
export async function putCommit(
  table: string,
  version: number,
  actions: readonly Action[],
): Promise<void> {
  const folder = logFolder(table)
  const aside = join(folder, `.${crypto.randomUUID()}.tmp`)
  try {
    await makeFolder(folder)
    await writeDurably(aside, actions.map((action) => `${JSON.stringify(action)}\n`).join(''))
    await link(aside, commitFile(table, version))
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'))
      throw storageFailure(cause)
    throw new LakehouseError('COMMIT_CONFLICT', `${table} has a version ${version}`, { cause })
  } finally {
    await rm(aside, { force: true })
  }
  await syncFolder(folder)
}

/** Makes a file's, or a folder's, content survive power loss. */
export async function sync(path: string): Promise<void> {
  await using file = await open(path, 'r')
  await file.sync()
}

/** Windows has no handle for a folder; its file system logs names by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder)
}

async function writeDurably(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(text)
  await file.sync()
}

/** Makes the folder durable too: a commit inside a folder whose own name is lost would be lost with it. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made))
  }
}
