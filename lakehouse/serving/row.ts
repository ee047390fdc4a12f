import type { Column, ColumnType, Contract, RowOf } from '../contracts/contract.ts'
import type { Row } from '../engines/engine.ts'
import { LakehouseError } from '../errors.ts'

const FITS: Record<ColumnType, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  bigint: (value) => typeof value === 'bigint',
  decimal: (value) => typeof value === 'string',
  double: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string',
  timestamp: (value) => typeof value === 'string',
}

/**
 * Reads rows of one table: columns in camelCase, checked once against the contract; other columns are left out.
 *
 * Errors of the reader: `LakehouseError` `SCHEMA_MISMATCH`, naming table and column.
 */
export function rowReader<T extends Contract>(contract: T): (row: Row) => RowOf<T> {
  const columns = Object.entries(contract.columns).map(([name, column]) => ({
    name,
    property: camelCase(name),
    column,
  }))
  const isRow = (read: object): read is RowOf<T> => Object.keys(read).length === columns.length
  return (row) => {
    const read: Record<string, unknown> = {}
    for (const { name, property, column } of columns) {
      read[property] = checked(row[name], column, `${contract.name}.${name}`)
    }
    if (isRow(read)) return read
    throw new Error(`${contract.name}: two columns have one name`)
  }
}

function checked(value: unknown, column: Column, name: string): unknown {
  if (value === null ? column.nullable : FITS[column.type](value)) return value
  const found = value === null ? 'null' : typeof value
  throw new LakehouseError('SCHEMA_MISMATCH', `${name}: expected ${column.type}, got ${found}`)
}

const camelCase = (name: string) =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
