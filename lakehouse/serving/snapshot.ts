import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type Connections, connect } from '../engines/duckdb/connections.ts'
import { forgetPrepared, readPrepared } from '../engines/duckdb/prepared.ts'
import { readRows } from '../engines/duckdb/rows.ts'
import { stopOf } from '../engines/duckdb/stop.ts'
import type { CallOptions, Row } from '../engines/engine.ts'
import { type Sql, quoteText, text } from '../sql.ts'
import { FACTS, type ServedPublication, TABLE_VERSIONS, readPublication } from './publication.ts'

/** A serving file that is attached: its tables can be read under their names. */
export interface Snapshot {
  readonly publication: ServedPublication
  readonly rows: (statement: Sql, options?: CallOptions) => Promise<Row[]>
  /** Lets the file go; nothing may run on it any more. */
  readonly detach: () => Promise<void>
}

/** Node has four threads for such work; one is kept for files. */
const CONNECTIONS = 3

/**
 * Attaches a serving file read-only under a name that is its own.
 *
 * Errors: `LakehouseError` `FILE_MISSING`, `QUERY_FAILED` or `SCHEMA_MISMATCH` for what is no serving file.
 */
export async function attach(
  instance: DuckDBInstance,
  path: string,
  catalog: string,
): Promise<Snapshot> {
  const connections = await connect(instance, CONNECTIONS)
  const rows = (statement: Sql, options: CallOptions = {}) =>
    connections.use(stopOf(options), (connection) => readPrepared(connection, statement))
  try {
    await rows(text(`attach ${quoteText(path)} as ${catalog} (read_only)`))
    await onEach(connections, (connection) => readRows(connection, text(`use ${catalog}`)))
    const publication = readPublication(await rows(FACTS), await rows(TABLE_VERSIONS))
    return { publication, rows, detach: () => detach(connections, catalog) }
  } catch (error) {
    await connections.close()
    throw error
  }
}

async function detach(connections: Connections, catalog: string): Promise<void> {
  await onEach(connections, (connection) => {
    forgetPrepared(connection)
    return readRows(connection, text('use memory'))
  })
  await connections.use(stopOf({}), (connection) => readRows(connection, text(`detach ${catalog}`)))
  await connections.close()
}

/** As many at once as there are connections, so that each gets one. */
async function onEach(
  connections: Connections,
  work: (connection: DuckDBConnection) => Promise<unknown>,
): Promise<void> {
  await Promise.all(Array.from({ length: CONNECTIONS }, () => connections.use(stopOf({}), work)))
}
