/** What stops a job in a way that a person can mend. */
export type JobErrorCode =
  | 'SOURCE_NOT_FOUND'
  | 'SOURCE_INVALID'
  | 'SOURCE_EXISTS'
  | 'SELECTION_UNSAFE'
  | 'FOLDER_NOT_FOUND'
  | 'FILE_NOT_FOUND'
  | 'FILE_UNREADABLE'
  | 'COLUMN_MISSING'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_CYCLE'
  | 'MODEL_FAILED'
  | 'BUILD_RUNNING'
  | 'STREAM_RUNNING'
  | 'LOG_REPLACED'
  | 'CHECK_FAILED'
  | 'MEMORY_LOW'
  | 'DISK_LOW'

/** The one error class of `jobs/`: `code` is for programs, `message` says what is wrong, where, and what to do. */
export class JobError extends Error {
  override readonly name = 'JobError'
  readonly code: JobErrorCode

  constructor(code: JobErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
