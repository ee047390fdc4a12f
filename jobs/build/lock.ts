import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { JobError } from '../errors.ts'

const SQLITE_BUSY = 5

/**
 * Takes the lake for one build until disposed.
 *
 * An exclusive SQLite transaction is the lock, since the system drops it with the process: a killed build leaves nothing to clean up.
 * Errors: `JobError` `BUILD_RUNNING`; `LakehouseError` `LAKE_UNWRITABLE`.
 */
export function lockLake(lake: string): Disposable {
  const holder = join(lake, '.build.json')
  const database = take(lake, holder)
  writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }))
  return {
    [Symbol.dispose]() {
      rmSync(holder, { force: true })
      database.close()
    },
  }
}

function take(lake: string, holder: string): DatabaseSync {
  const path = join(lake, '.build.lock')
  try {
    const database = new DatabaseSync(path, { timeout: 0 })
    database.exec('begin exclusive')
    return database
  } catch (cause) {
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY) {
      throw new JobError(
        'BUILD_RUNNING',
        `another build of ${lake} is running${describe(holder)}: wait for it, or stop it`,
        { cause },
      )
    }
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LakehouseError('LAKE_UNWRITABLE', `${path} cannot be used as a lock: ${reason}`, {
      cause,
    })
  }
}

function describe(holder: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(holder, 'utf8'))
    return ` (process ${pid}, since ${since})`
  } catch {
    return ''
  }
}
