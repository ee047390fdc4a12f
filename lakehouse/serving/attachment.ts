import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type Connections, connect } from '../engines/duckdb/connections.ts'
import { forgetPrepared, readPrepared } from '../engines/duckdb/prepared.ts'
import { readRows } from '../engines/duckdb/rows.ts'
import { stopOf } from '../engines/duckdb/stop.ts'
import type { CallOptions, Row } from '../engines/engine.ts'
import { type Sql, quoteText, text } from '../sql.ts'

/** A serving file in one DuckDB: its tables can be read under their names. */
export interface Attachment {
  readonly rows: (statement: Sql, options?: CallOptions) => Promise<Row[]>
  /** Lets the file go; nothing may run on it any more. */
  readonly detach: () => Promise<void>
}

export interface AttachOptions {
  readonly path: string
  /** A name that no other file of the instance has. */
  readonly catalog: string
  /** Statements at once. */
  readonly connections: number
}

/** Errors: `LakehouseError` `FILE_MISSING`, `QUERY_FAILED`. */
export async function attach(
  instance: DuckDBInstance,
  { path, catalog, connections: size }: AttachOptions,
): Promise<Attachment> {
  const connections = await connect(instance, size)
  const rows = (statement: Sql, options: CallOptions = {}) =>
    connections.use(stopOf(options), (connection) => readPrepared(connection, statement))
  try {
    await rows(text(`attach ${quoteText(path)} as ${catalog} (read_only)`))
    await onEach(connections, size, (connection) => readRows(connection, text(`use ${catalog}`)))
    return { rows, detach }
  } catch (error) {
    await connections.close()
    throw error
  }

  async function detach(): Promise<void> {
    await onEach(connections, size, (connection) => {
      forgetPrepared(connection)
      return readRows(connection, text('use memory'))
    })
    await connections.use(stopOf({}), (connection) =>
      readRows(connection, text(`detach ${catalog}`)),
    )
    await connections.close()
  }
}

/** As many at once as there are connections, so that each gets one. */
async function onEach(
  connections: Connections,
  size: number,
  work: (connection: DuckDBConnection) => Promise<unknown>,
): Promise<void> {
  await Promise.all(Array.from({ length: size }, () => connections.use(stopOf({}), work)))
}
