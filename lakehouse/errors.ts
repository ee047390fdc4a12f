/** What can go wrong in a lake that a caller can act on. */
export type LakehouseErrorCode =
  | 'TABLE_NOT_FOUND'
  | 'VERSION_NOT_FOUND'
  | 'COMMIT_CONFLICT'
  | 'FENCED'
  | 'PROTOCOL_UNSUPPORTED'
  | 'LOG_CORRUPT'
  | 'FILE_MISSING'
  | 'SCHEMA_MISMATCH'
  | 'QUERY_FAILED'
  | 'QUERY_TIMEOUT'
  | 'QUERY_CANCELLED'
  | 'OUT_OF_MEMORY'
  | 'STORAGE_FULL'
  | 'NO_PUBLICATION'
  | 'LAKE_FOREIGN'
  | 'LAKE_UNWRITABLE'
  | 'EXPORT_TOO_LARGE'
  | 'LOG_UNAVAILABLE'
  | 'POSITION_EXPIRED'
  | 'MESSAGE_TOO_LARGE'

/**
 * The one error class that leaves `lakehouse/`. Callers branch on `code`, never on `message`.
 *
 * Bugs are not this: a broken invariant throws a plain `Error` and reaches a client masked.
 */
export class LakehouseError extends Error {
  override readonly name = 'LakehouseError'
  readonly code: LakehouseErrorCode

  constructor(code: LakehouseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
