import { LakehouseError, type LakehouseErrorCode } from '../errors.ts'

interface Failure {
  readonly code: LakehouseErrorCode
  readonly advice: string
}

const AWAY: Failure = { code: 'LOG_UNAVAILABLE', advice: 'try again' }
const UNWRITABLE: Failure = {
  code: 'LAKE_UNWRITABLE',
  advice: 'let this user write the folder, or name another lake with --lake',
}
const BROKEN: Failure = {
  code: 'LOG_CORRUPT',
  advice:
    'put its copy back; only a lake that has no rows of it can do with a new one, which is made once this is moved away, with -wal and -shm',
}

const BUSY = 5
/** By SQLite's primary result code. */
const FAILURES: Readonly<Record<number, Failure>> = {
  [BUSY]: { code: 'LOG_UNAVAILABLE', advice: 'another process holds it: try again' },
  6: AWAY,
  8: UNWRITABLE,
  10: AWAY,
  11: BROKEN,
  13: { code: 'STORAGE_FULL', advice: 'make room on its disk' },
  14: UNWRITABLE,
  26: BROKEN,
}

/** What SQLite threw as something a caller can act on; what else was thrown, as it is. */
export function sqliteFailure(path: string, cause: unknown): unknown {
  const failure = FAILURES[resultCode(cause) ?? -1]
  if (failure === undefined || !(cause instanceof Error)) return cause
  return new LakehouseError(
    failure.code,
    `the event log ${path}: ${cause.message}; ${failure.advice}`,
    { cause },
  )
}

/** Whether another connection is writing. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === BUSY
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}
