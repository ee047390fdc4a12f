import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api'
import { connect } from '../engines/duckdb/connections.ts'
import { parameterType, parameterValue } from '../engines/duckdb/parameter.ts'
import { readRows } from '../engines/duckdb/rows.ts'
import { makeScratch, removeScratch } from '../engines/duckdb/scratch.ts'
import { stopOf } from '../engines/duckdb/stop.ts'
import type { CallOptions, Row } from '../engines/engine.ts'
import { type Sql, numbered, quoteText, text } from '../sql.ts'

/** A serving file that is open for one export. */
export interface ExportSession extends AsyncDisposable {
  /** A folder of its own, for a file on the way. */
  readonly folder: string
  readonly rows: (statement: Sql) => Promise<Row[]>
  /** The rows as DuckDB finds them, some thousand at a time; asking for the next ones lets those before go. */
  readonly chunks: (statement: Sql) => AsyncGenerator<DuckDBDataChunk>
}

/** For pages of the file and rows on their way; a join or a sort of more uses the disk, and still needs its room. */
const MEMORY = '64MB'
const MEMORY_OF_JOIN = '160MB'

/** A chunk ahead is enough: DuckDB makes as many as it takes for a megabyte without their texts. */
const SETTINGS = `set timezone = 'UTC'; set streaming_buffer_size = '1KB'`

/** A user's own: another's folder cannot be written. */
export const EXPORT_SCRATCH = join(tmpdir(), `lakegate-exports-${process.getuid?.() ?? ''}`)

export interface ExportFile {
  /** Of a serving file. */
  readonly path: string
  readonly isJoined: boolean
}

/**
 * Opens a serving file in a DuckDB of its own: look-ups and slices are not held up, and its memory goes with it.
 *
 * One thread, which keeps the rows' order. The file may be removed from then on.
 * Errors: `LakehouseError` `FILE_MISSING`, `QUERY_FAILED`; of what runs on it `QUERY_TIMEOUT`, `QUERY_CANCELLED`,
 * `OUT_OF_MEMORY`, `STORAGE_FULL`.
 */
export async function openExportSession(
  { path, isJoined }: ExportFile,
  call: CallOptions,
): Promise<ExportSession> {
  await using opening = new AsyncDisposableStack()
  const folder = await makeScratch(EXPORT_SCRATCH)
  opening.defer(() => removeScratch(folder))
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: isJoined ? MEMORY_OF_JOIN : MEMORY,
    temp_directory: join(folder, 'spill'),
  })
  opening.defer(() => instance.closeSync())
  const connections = await connect(instance, 1)
  opening.defer(connections.close)
  const stop = stopOf(call)
  const use = <T>(work: (connection: DuckDBConnection) => Promise<T>) => connections.use(stop, work)
  const rows = (statement: Sql) => use((connection) => readRows(connection, statement))

  async function* chunks(statement: Sql): AsyncGenerator<DuckDBDataChunk> {
    const values = statement.values.map(parameterValue)
    const types = statement.values.map(parameterType)
    const result = await use((connection) => connection.stream(numbered(statement), values, types))
    for (;;) {
      const chunk = await use(() => result.fetchChunk())
      if (!chunk || chunk.rowCount === 0) return
      yield chunk
      // Else its memory waits for the garbage collector, which does not know how much it is.
      chunk.reset()
    }
  }

  await rows(
    text(`${SETTINGS}; attach ${quoteText(path)} as publication (read_only); use publication`),
  )
  const opened = opening.move()
  return { folder, rows, chunks, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}
