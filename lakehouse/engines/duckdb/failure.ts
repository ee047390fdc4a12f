import { LakehouseError, type LakehouseErrorCode } from '../../errors.ts'

/** The first pattern that DuckDB's message fits names the code; the spill limit's message is an out-of-memory error too. */
const CODES: readonly [RegExp, LakehouseErrorCode][] = [
  [/max_temp_directory_size|No space left on device|Disk quota exceeded/i, 'STORAGE_FULL'],
  [/Read-only file system/i, 'LAKE_UNWRITABLE'],
  [/^Out of Memory Error/, 'OUT_OF_MEMORY'],
  [
    /No files found that match the pattern|No such file or directory|database does not exist/,
    'FILE_MISSING',
  ],
]

/** DuckDB's error as one that a caller can branch on, its message kept. */
export function queryFailure(cause: unknown): LakehouseError {
  if (cause instanceof LakehouseError) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const code = CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'QUERY_FAILED'
  return new LakehouseError(code, told(code, message), { cause })
}

function told(code: LakehouseErrorCode, message: string): string {
  if (code === 'OUT_OF_MEMORY') return firstLine(message)
  return code === 'STORAGE_FULL' ? `${message}; make room on its disk` : message
}

/** What follows are settings of DuckDB that a reader cannot reach. */
const firstLine = (message: string) => message.split('\n', 1)[0]!
