import type { Row } from '../engines/engine.ts'
import type { Sql } from '../sql.ts'
import type { ServedPublication } from './publication.ts'

/**
 * One publication, open for one request: what every query of this folder runs on. Its tables have their own names.
 *
 * Errors: `LakehouseError` `QUERY_FAILED`, `QUERY_TIMEOUT`, `QUERY_CANCELLED`, `OUT_OF_MEMORY`.
 */
export interface Reader {
  readonly publication: ServedPublication
  readonly rows: (statement: Sql) => Promise<Row[]>
}
