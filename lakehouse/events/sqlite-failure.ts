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

const FULL: Failure = { code: 'STORAGE_FULL', advice: 'make room on its disk' }

const BUSY = 5
/** By SQLite's result code; an extended one that is not there counts as its primary one, the last byte. */
const FAILURES: Readonly<Record<number, Failure>> = {
  [BUSY]: { code: 'LOG_UNAVAILABLE', advice: 'another process holds it: try again' },
  6: AWAY,
  8: UNWRITABLE,
  10: { code: 'LOG_UNAVAILABLE', advice: 'its disk fails, or became read-only' },
  11: BROKEN,
  13: FULL,
  14: UNWRITABLE,
  26: BROKEN,
  // What its index of a write-ahead log needs is not there: `SQLITE_IOERR_SHMSIZE`.
  4874: FULL,
}

/** What SQLite threw as something a caller can act on; what else was thrown, as it is. `file`: what it is, and where. */
export function sqliteFailure(file: string, cause: unknown): unknown {
  const code = resultCode(cause) ?? -1
  const failure = FAILURES[code] ?? FAILURES[primary(code)]
  if (failure === undefined || !(cause instanceof Error)) return cause
  return new LakehouseError(failure.code, `${file}: ${cause.message}; ${failure.advice}`, { cause })
}

/** Whether another connection is writing. */
export function isBusy(error: unknown): boolean {
  return primary(resultCode(error) ?? -1) === BUSY
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode : undefined
}

const primary = (code: number) => code & 0xff
