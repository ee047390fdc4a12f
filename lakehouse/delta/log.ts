import { access, readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LakehouseError } from '../errors.ts'
import { type Action, action } from './action.ts'

/** A checkpoint's version and the files that it consists of. */
export interface CheckpointFiles {
  readonly version: number
  readonly files: readonly string[]
}

/** What a table's log holds, by the names of its files; versions ascending. */
export interface LogListing {
  readonly commits: readonly number[]
  /** Those whose every part is there. */
  readonly checkpoints: readonly CheckpointFiles[]
}

const COMMIT = /^(?<version>\d{20})\.json$/
const CHECKPOINT = /^(?<version>\d{20})\.checkpoint(?:\.\d{10}\.(?<parts>\d{10}))?\.parquet$/

export const logFolder = (table: string): string => join(table, '_delta_log')

export const versionName = (version: number): string => String(version).padStart(20, '0')

export const commitFile = (table: string, version: number): string =>
  join(logFolder(table), `${versionName(version)}.json`)

/** Errors: `LakehouseError` `TABLE_NOT_FOUND` when the folder has no log. */
export async function listLog(table: string): Promise<LogListing> {
  const names = (await fileNames(logFolder(table))).sort()
  const commits = names.flatMap((name) => COMMIT.exec(name)?.groups?.version ?? []).map(Number)
  const checkpoints = checkpointsOf(names)
  if (commits.length === 0 && checkpoints.length === 0) {
    throw new LakehouseError('TABLE_NOT_FOUND', `${table} is not a Delta table`)
  }
  return { commits, checkpoints }
}

/**
 * The actions of one commit, in order.
 *
 * Errors: `LakehouseError` `VERSION_NOT_FOUND`; `LOG_CORRUPT` when the file is torn.
 */
export async function readCommit(table: string, version: number): Promise<Action[]> {
  const file = commitFile(table, version)
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (isMissing(cause)) throw versionNotFound(table, version, cause)
    throw cause
  })
  const lines = text.split('\n')
  const actions = lines.flatMap((line, i) =>
    line.trim() ? [parseAction(line, `${file}:${i + 1}`)] : [],
  )
  if (actions.length === 0) throw new LakehouseError('LOG_CORRUPT', `${file} is empty`)
  return actions
}

/** Whether no later version has been committed: two files are asked for, and a log may have ten thousand. */
export async function isNewest(table: string, version: number): Promise<boolean> {
  const [isThere, isFollowed] = await Promise.all(
    [version, version + 1].map((each) =>
      access(commitFile(table, each)).then(
        () => true,
        (error: unknown) => {
          if (isMissing(error)) return false
          throw error
        },
      ),
    ),
  )
  return isThere === true && isFollowed === false
}

/** When a commit was written, milliseconds since 1970: its file's time, as Spark has it for protocol 1/2. */
export async function commitTime(table: string, version: number): Promise<number> {
  const { mtimeMs } = await stat(commitFile(table, version)).catch((cause: unknown) => {
    throw isMissing(cause) ? versionNotFound(table, version, cause) : cause
  })
  return Math.trunc(mtimeMs)
}

export function versionNotFound(table: string, version: number, cause?: unknown): LakehouseError {
  return new LakehouseError('VERSION_NOT_FOUND', `${table} has no version ${version}`, { cause })
}

function parseAction(json: string, where: string): Action {
  try {
    return action.parse(JSON.parse(json))
  } catch (cause) {
    throw new LakehouseError('LOG_CORRUPT', `${where} is not a Delta action`, { cause })
  }
}

export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

async function fileNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (isMissing(cause)) return []
    throw cause
  }
}

function checkpointsOf(names: readonly string[]): CheckpointFiles[] {
  const found = names.flatMap((file) => {
    const groups = CHECKPOINT.exec(file)?.groups
    return groups
      ? [{ file, version: Number(groups.version), parts: Number(groups.parts ?? 1) }]
      : []
  })
  const byKind = Map.groupBy(found, ({ version, parts }) => `${version}/${parts}`)
  return [...byKind.values()]
    .filter((files) => files.length === files[0]!.parts)
    .map((files) => ({ version: files[0]!.version, files: files.map(({ file }) => file) }))
    .sort((left, right) => left.version - right.version)
}
