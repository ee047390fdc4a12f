import { z } from 'zod'
import { LakehouseError } from '../errors.ts'
import type { CommitInfo } from './action.ts'
import { commitTime, listLog, readCommit } from './log.ts'

/** One commit of a table. */
export interface Commit {
  readonly version: number
  /** ISO instant; later than that of every earlier version. */
  readonly committedAt: string
  /** `WRITE`, `DELETE` …; empty when the writer did not say. */
  readonly operation: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** `numFiles`, `numOutputRows`, `numOutputBytes` … as the writer has them. */
  readonly metrics: Readonly<Record<string, unknown>>
  /** Who wrote it and from what; empty for other writers' commits. */
  readonly lineage: Readonly<Record<string, string>>
}

const lineageJson = z.record(z.string(), z.string())

/**
 * A table's commits, newest first, at most `limit`.
 *
 * Errors: `LakehouseError` `TABLE_NOT_FOUND`, `LOG_CORRUPT`.
 */
export async function history(table: string, limit = Infinity): Promise<Commit[]> {
  const newest = await commitTimes(table, limit)
  return Promise.all(newest.toReversed().map(({ version, ms }) => readHistory(table, version, ms)))
}

/**
 * The newest version that was there at `instant`, an ISO instant.
 *
 * Errors: `LakehouseError` `TABLE_NOT_FOUND`; `VERSION_NOT_FOUND` before the first commit that the log still has.
 */
export async function versionAt(table: string, instant: string): Promise<number> {
  const ms = Date.parse(instant)
  const found = (await commitTimes(table)).findLast((commit) => commit.ms <= ms)
  if (found) return found.version
  throw new LakehouseError('VERSION_NOT_FOUND', `${table} has no version as old as ${instant}`)
}

/** Who wrote a version and from what; empty when its commit is gone or another writer's. */
export async function lineageOf(table: string, version: number): Promise<Commit['lineage']> {
  try {
    return lineageIn(await commitInfoOf(table, version))
  } catch (error) {
    if (error instanceof LakehouseError && error.code === 'VERSION_NOT_FOUND') return {}
    throw error
  }
}

/**
 * Of the newest `limit`, oldest first. Clocks step back, versions do not: a commit is at least a millisecond later than the one
 * before it, of those that are looked at: thousands of small ones are not.
 */
async function commitTimes(
  table: string,
  limit = Infinity,
): Promise<{ version: number; ms: number }[]> {
  const all = (await listLog(table)).commits
  const commits = limit < all.length ? all.slice(all.length - limit) : all
  const times = await Promise.all(commits.map((version) => commitTime(table, version)))
  let last = -Infinity
  return commits.map((version, i) => {
    last = Math.max(times[i]!, last + 1)
    return { version, ms: last }
  })
}

async function readHistory(table: string, version: number, ms: number): Promise<Commit> {
  const info = await commitInfoOf(table, version)
  return {
    version,
    committedAt: new Date(ms).toISOString(),
    operation: info.operation ?? '',
    parameters: info.operationParameters ?? {},
    metrics: info.operationMetrics ?? {},
    lineage: lineageIn(info),
  }
}

async function commitInfoOf(table: string, version: number): Promise<CommitInfo> {
  const actions = await readCommit(table, version)
  return actions.find(({ commitInfo }) => commitInfo)?.commitInfo ?? {}
}

function lineageIn({ userMetadata }: CommitInfo): Commit['lineage'] {
  try {
    return lineageJson.parse(JSON.parse(userMetadata ?? '{}'))
  } catch {
    // Another writer's words.
    return {}
  }
}
