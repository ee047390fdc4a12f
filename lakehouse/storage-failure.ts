import { LakehouseError, type LakehouseErrorCode } from './errors.ts'

/** By the system's name for it. */
const FAILURES: Readonly<Record<string, { code: LakehouseErrorCode; what: string }>> = {
  ENOSPC: { code: 'STORAGE_FULL', what: 'the disk is full, make room on it' },
  EDQUOT: { code: 'STORAGE_FULL', what: 'the quota of the disk is used up, make room on it' },
  EROFS: { code: 'LAKE_UNWRITABLE', what: 'the disk is read-only, make it writable' },
}

/** What a disk refused as something a caller can act on; what else was thrown, as it is. */
export function storageFailure(cause: unknown): unknown {
  if (!(cause instanceof Error && 'code' in cause)) return cause
  const failure = FAILURES[String(cause.code)]
  if (failure === undefined) return cause
  return new LakehouseError(failure.code, `${failure.what} (${cause.message})`, { cause })
}
