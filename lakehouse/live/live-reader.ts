import type { Contract } from '../contracts/contract.ts'
import type { CallOptions, Row } from '../engines/engine.ts'
import type { Sql } from '../sql.ts'
import type { StreamState } from './stream-state.ts'

/** Which rows of a table a statement reads at most, so that other files stay closed; each file's statistics say what it holds. */
export interface Within {
  /** A date or a timestamp. */
  readonly column: string
  /** As rows have it; null: open. */
  readonly from: string | null
  /** Exclusive. */
  readonly to: string | null
}

/** A version of a table; the newest unless it is named. */
export interface TableRows extends Partial<Within> {
  readonly version?: number
}

/** What a query of this folder runs on. */
export interface LiveTables {
  /** Of the newest batch. */
  readonly state: StreamState
  /** A table's rows, for `from`: of the files that may hold some of those asked for. None where there is no table. */
  readonly table: (contract: Contract, rows?: TableRows) => Promise<Sql>
  /** Errors: `LakehouseError` `QUERY_FAILED`, `QUERY_TIMEOUT`, `QUERY_CANCELLED`, `OUT_OF_MEMORY`. */
  readonly rows: (statement: Sql) => Promise<Row[]>
}

/** The live tables at their newest versions, from the start of a request to its end. */
export interface LiveReader extends Pick<LiveTables, 'state'> {
  /** Changes with any of the versions. */
  readonly version: string
  /** The transactions of a table: the offset that is to be read next of each partition, by `lakegate-stream:orders/0`. */
  readonly transactions: (contract: Contract) => ReadonlyMap<string, number>
  /** Reads once for all who ask the same of the same versions; `question` names it, arguments and all. */
  readonly once: <T>(
    question: readonly unknown[],
    read: (tables: LiveTables) => Promise<T>,
  ) => Promise<T>
}

/** How a request's statements run. */
export interface LiveAsking {
  /** When nobody waits for it any more. */
  readonly signal?: AbortSignal
  /** Where statements wait for their turn; default: they do not. */
  readonly rows?: (statement: Sql, call: CallOptions) => Promise<Row[]>
}
