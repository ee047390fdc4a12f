/** The types a column may have: the ones that DuckDB, Databricks, Delta and Parquet hold alike. */
export type ColumnType =
  | 'string'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'double'
  | 'boolean'
  | 'date'
  | 'timestamp'

export interface Column<T extends ColumnType = ColumnType, IsNullable extends boolean = boolean> {
  readonly type: T
  readonly nullable: IsNullable
  /** What it means, in METRICS.md's words; shown in the data dictionary. */
  readonly meaning: string
  /** `days`, `0–1`, `UTC` …; money needs none: one currency a deployment. */
  readonly unit?: string
}

/** `fail` keeps the publication from being served, `warn` is recorded. */
export type Severity = 'fail' | 'warn'

/** A rule that every row keeps: the rows for which `violation` is true are counted. */
interface RowCheck {
  readonly rule: string
  readonly severity: Severity
  /** An SQL condition, in names that both engines know, that holds for a bad row; NULL is not a bad row. */
  readonly violation: string
}

/** A rule about a table as a whole, or about it and other tables. */
interface TableCheck {
  readonly rule: string
  readonly severity: Severity
  /** A select of one number: how many rows break the rule. Reads stored tables by their full names. */
  readonly count: string
}

export type Check = RowCheck | TableCheck

/** A table, declared once: its DDL, Delta schema, row type, dictionary entry and checks come from here. */
export interface Contract<C extends Columns = Columns> {
  /** `silver.orders`: the same name on every engine. */
  readonly name: string
  /** What one row is: `one row per order_id`. */
  readonly grain: string
  readonly columns: C
  /** Unique together, two NULLs being equal; which of them may be NULL, their columns say. Empty: rows have no key. */
  readonly key: readonly string[]
  readonly partitionedBy?: readonly string[]
  /** Order of rows in the files, and in the serving file. Default: the key. */
  readonly sortedBy?: readonly string[]
  readonly checks?: readonly Check[]
  /** Written by many small commits: they are put together, and what they leave is kept for hours, not for ever. */
  readonly isStreamed?: boolean
  /** Copied into the file that gateways read. */
  readonly isServed?: boolean
  /** The columns that are copied; default: all. */
  readonly servedColumns?: readonly string[]
}

export type Columns = Readonly<Record<string, Column>>

/** A contract whose keys, partitions and order are columns of its own. */
interface Declared<C extends Columns> extends Contract<C> {
  readonly key: readonly (keyof C & string)[]
  readonly partitionedBy?: readonly (keyof C & string)[]
  readonly sortedBy?: readonly (keyof C & string)[]
  readonly servedColumns?: readonly (keyof C & string)[]
}

export const contract = <const C extends Columns>(declared: Declared<C>): Contract<C> => declared

type Nullable<T extends ColumnType> = Column<T, true>

const column =
  <const T extends ColumnType>(type: T) =>
  (meaning: string, unit?: string): Nullable<T> =>
    unit === undefined ? { type, nullable: true, meaning } : { type, nullable: true, meaning, unit }

export const string = column('string')
export const integer = column('integer')
export const bigint = column('bigint')
/** DECIMAL(18,4): money and every other exact fraction. */
export const decimal = column('decimal')
export const double = column('double')
export const boolean = column('boolean')
/** A calendar day. */
export const date = column('date')
/** An instant, UTC, microseconds. */
export const timestamp = column('timestamp')

export const required = <T extends ColumnType>(optional: Nullable<T>): Column<T, false> => ({
  ...optional,
  nullable: false,
})

interface Values {
  string: string
  integer: number
  bigint: bigint
  /** Exact: `"12.5000"`. */
  decimal: string
  double: number
  boolean: boolean
  /** `"2026-11-22"`. */
  date: string
  /** `"2026-11-22T05:20:00.000000Z"`. */
  timestamp: string
}

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S

/** A row as TypeScript sees it: columns in camelCase, values exact. */
export type RowOf<T extends Contract> = {
  readonly [K in keyof T['columns'] & string as CamelCase<K>]: T['columns'][K] extends Column<
    infer Type,
    infer IsNullable
  >
    ? Values[Type] | (IsNullable extends true ? null : never)
    : never
}
