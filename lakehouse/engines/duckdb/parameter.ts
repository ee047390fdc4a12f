import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBType,
  type DuckDBValue,
  HUGEINT,
  INTEGER,
  LIST,
  SQLNULL,
  VARCHAR,
  listValue,
} from '@duckdb/node-api'
import type { SqlValue } from '../../sql.ts'

export function parameterValue(value: SqlValue): DuckDBValue {
  return typeof value === 'object' && value !== null ? listValue([...value]) : value
}

/** Said and not left to DuckDB's guess, which knows no type for an empty list and takes a bigint for a HUGEINT. */
export function parameterType(value: SqlValue): DuckDBType {
  if (value === null) return SQLNULL
  if (typeof value === 'string') return VARCHAR
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? BIGINT : HUGEINT
  return typeof value === 'number' ? numberType(value) : LIST(VARCHAR)
}

function numberType(value: number): DuckDBType {
  const isInt32 = Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0)
  return isInt32 ? INTEGER : DOUBLE
}
