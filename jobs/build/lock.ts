import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { JobError } from '../errors.ts'

/**
 * Takes the lake for one build until disposed.
 *
 * An exclusive SQLite transaction is the lock, since the system drops it with the process: a killed build leaves nothing to clean up.
 * Errors: `JobError` `BUILD_RUNNING`.
 */
export function lockLake(lake: string): Disposable {
  const holder = join(lake, '.build.json')
  const database = new DatabaseSync(join(lake, '.build.lock'), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (cause) {
    database.close()
    throw new JobError(
      'BUILD_RUNNING',
      `another build of ${lake} is running${describe(holder)}: wait for it, or stop it`,
      { cause },
    )
  }
  writeFileSync(holder, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }))
  return {
    [Symbol.dispose]() {
      rmSync(holder, { force: true })
      database.close()
    },
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
