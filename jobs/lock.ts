import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LakehouseError } from '../lakehouse/errors.ts'
import { JobError, type JobErrorCode } from './errors.ts'

const SQLITE_BUSY = 5

/** What only one process does on a lake. */
interface Work {
  /** Of the lock's files: `.build.lock`. */
  readonly file: string
  /** As a person calls it: `build`. */
  readonly name: string
  readonly code: JobErrorCode
}

const WORK = {
  build: { file: '.build', name: 'build', code: 'BUILD_RUNNING' },
  stream: { file: '.stream', name: 'stream processor', code: 'STREAM_RUNNING' },
} as const satisfies Readonly<Record<string, Work>>

/**
 * Takes the lake for one build, or one stream processor, until disposed.
 *
 * An exclusive SQLite transaction is the lock, since the system drops it with the process: one that is killed leaves nothing to
 * clean up.
 * Errors: `JobError` `BUILD_RUNNING`, `STREAM_RUNNING`; `LakehouseError` `LAKE_UNWRITABLE`.
 */
export function lockLake(lake: string, work: keyof typeof WORK): Disposable {
  const holder = join(lake, `${WORK[work].file}.json`)
  const database = take(lake, holder, WORK[work])
  ifItCan(() =>
    writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() })),
  )
  return {
    [Symbol.dispose]() {
      ifItCan(() => rmSync(holder, { force: true }))
      database.close()
    },
  }
}

/** It only tells others who holds the lock: what a disk that fails means is said by the work itself. */
function ifItCan(change: () => void): void {
  try {
    change()
  } catch {
    // Others read who held it before, or nothing.
  }
}

function take(lake: string, holder: string, { file, name, code }: Work): DatabaseSync {
  const path = join(lake, `${file}.lock`)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    // In memory, so that nothing is written: who makes room on a full disk needs the lock too.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return database
  } catch (cause) {
    database?.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY) {
      throw new JobError(
        code,
        `another ${name} of ${lake} is running${describe(holder)}: wait for it, or stop it`,
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
