import type { ColumnType } from '../../contracts/contract.ts'

/** What DuckDB calls the type of a contract's column. */
export const COLUMN_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'varchar',
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'decimal(18, 4)',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
}
