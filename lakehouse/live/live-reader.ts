import type { Contract } from '../contracts/contract.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import type { CallOptions, ColumnRange, Row } from '../engines/engine.ts'
import type { Sql } from '../sql.ts'
import type { StreamState } from './stream-state.ts'

/** The live tables at their newest versions: one object for all who ask until the next commit. */
export interface LiveMoment {
  /** Changes with every commit. */
  readonly version: string
  readonly state: StreamState
  /** By name; undefined where there is no table yet. */
  readonly snapshots: ReadonlyMap<string, Snapshot | undefined>
}

interface TableRows {
  /** Files that hold nothing of it stay closed; what is read may still hold other rows. Default: all. */
  readonly within?: ColumnRange
  /** Of a table that is no live one: without it there are no rows. */
  readonly version?: number | undefined
}

/** What a query of this folder runs on. */
export interface LiveTables {
  readonly state: StreamState
  /** A table's rows, for `from`; none where there is no table. */
  readonly table: (contract: Contract, rows?: TableRows) => Promise<Sql>
  /** Up to when a table of closed figures has them; null where it has none. */
  readonly closedTo: (contract: Contract) => string | null
  /** Errors: `LakehouseError` `QUERY_FAILED`, `QUERY_TIMEOUT`, `QUERY_CANCELLED`, `OUT_OF_MEMORY`. */
  readonly rows: (statement: Sql) => Promise<Row[]>
}

/** The live tables, open for one request. */
export interface LiveReader {
  readonly moment: LiveMoment
  /** When nobody waits for the request any more. */
  readonly signal: AbortSignal
  /** Statements end with `stop`. */
  readonly tables: (stop: AbortSignal) => LiveTables
}

/** How a request's statements run. */
export interface LiveAsking {
  readonly signal?: AbortSignal
  /** Runs a statement when it is its turn, until `stop`; default: at once. */
  readonly inTurn?: (
    statement: Sql,
    stop: AbortSignal,
    run: (call: CallOptions) => Promise<Row[]>,
  ) => Promise<Row[]>
}
