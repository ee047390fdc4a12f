import type { Contract } from '../contracts/contract.ts'
import type { Sql } from '../sql.ts'

/** A result row by column. DECIMAL is an exact string, BIGINT a bigint, DATE and TIMESTAMP ISO strings. */
export type Row = Readonly<Record<string, unknown>>

export interface CallOptions {
  /** Aborting it stops the engine, not only the wait. */
  readonly signal?: AbortSignal
  /** Milliseconds from now after which the statement is stopped with `QUERY_TIMEOUT`. */
  readonly deadlineMs?: number
}

/** Which rows of the table the new ones take the place of. */
export type WriteMode = 'append' | 'overwrite' | 'overwrite-partitions'

/** A count that a table keeps for an application, such as how far it has read a partition. */
export interface Move {
  readonly appId: string
  /** What the writer started from; undefined: the table has none yet. */
  readonly from: number | undefined
  readonly version: number
}

export interface WriteOptions extends CallOptions {
  readonly mode: WriteMode
  /** Who wrote it and from what: kept in the commit, read back by `history`. */
  readonly lineage?: Readonly<Record<string, string>>
  /** Makes a repeated write of the same `version` by the same `appId` a no-op. */
  readonly txn?: { readonly appId: string; readonly version: number }
  /** Counts that move in the same commit; it is `FENCED` where another writer has moved one of them before. */
  readonly moves?: readonly Move[]
}

/** Rows whose column is from `from` to below `to`: days, instants as rows have them, or numbers; null: open. */
export interface ColumnRange {
  readonly column: string
  readonly from: string | number | null
  /** Default: open. */
  readonly to?: string | number | null
}

export interface Written {
  readonly version: number
  readonly rows: bigint
  readonly bytes: bigint
  readonly files: number
}

/** A version of a table that is there, with what its writer said of it. */
interface TableState {
  readonly version: number
  readonly rows: bigint
  readonly lineage: Readonly<Record<string, string>>
  /** The newest version that each application has written, and what it has moved. */
  readonly transactions: ReadonlyMap<string, number>
}

/**
 * Where jobs run their SQL: DuckDB on a laptop and in tests, Databricks when one machine is not enough.
 *
 * Errors: `LakehouseError` `QUERY_FAILED`, `QUERY_TIMEOUT`, `QUERY_CANCELLED`, `OUT_OF_MEMORY`, `STORAGE_FULL`,
 * and for tables `TABLE_NOT_FOUND`, `VERSION_NOT_FOUND`, `COMMIT_CONFLICT`, `FENCED`, `SCHEMA_MISMATCH`,
 * `FILE_MISSING`, `LOG_CORRUPT`, `PROTOCOL_UNSUPPORTED`.
 */
export interface Engine extends AsyncDisposable {
  readonly dialect: 'duckdb' | 'databricks'
  /** What the engine adds to SQL for models: their rows may change when it does. */
  readonly functions: string
  rows(statement: Sql, options?: CallOptions): Promise<Row[]>
  /** The newest version of a table, or of one given; undefined when there is no such table. */
  state(contract: Contract, version?: number): Promise<TableState | undefined>
  /** Makes one version of a lake's table readable under its name; the newest by default. */
  open(contract: Contract, version?: number): Promise<void>
  /**
   * Makes the newest version readable under its name, but not what the log's statistics tell to lie outside the range: some rows
   * outside stay. A table that is not there has no rows.
   */
  openRange(contract: Contract, range: ColumnRange): Promise<void>
  /** Names a select for the length of the session: evaluated wherever it is read. */
  view(name: string, select: string): Promise<void>
  /** Evaluates a select once and keeps it for the length of the session. */
  stage(name: string, select: string, options?: CallOptions): Promise<void>
  /** Forgets a view or a staged table. */
  drop(name: string): Promise<void>
  /**
   * Writes a select as the table's next version, all or nothing, and makes it readable under its name; a streamed table, whose
   * files are many, is not opened by its writes.
   */
  write(contract: Contract, select: string, options: WriteOptions): Promise<Written>
  /**
   * Puts small files of a partition together, where there are many: the rows stay. Gives how many files it replaced.
   *
   * Writers may append meanwhile; where one removed a file, nothing is done.
   */
  compact(
    contract: Contract,
    options: Pick<WriteOptions, 'lineage' | 'moves' | 'signal'>,
  ): Promise<number>
}
