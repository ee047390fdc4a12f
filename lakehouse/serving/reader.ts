import type { CallOptions, Row } from '../engines/engine.ts'
import type { Sql } from '../sql.ts'
import type { ServedPublication } from './publication.ts'

type Read = (statement: Sql, options?: CallOptions) => Promise<Row[]>

/** The two ways to read a publication's tables, which have their own names. */
export interface Reading {
  /** For what finds its rows, or reads a small table: on one thread. */
  readonly rows: Read
  /** For what reads a large table whole: on every thread. */
  readonly scan: Read
}

/**
 * One publication, open for one request: what every query of this folder runs on.
 *
 * Errors: `LakehouseError` `QUERY_FAILED`, `QUERY_TIMEOUT`, `QUERY_CANCELLED`, `OUT_OF_MEMORY`.
 */
export interface Reader {
  readonly publication: ServedPublication
  readonly rows: (statement: Sql) => Promise<Row[]>
  readonly scan: (statement: Sql) => Promise<Row[]>
}
