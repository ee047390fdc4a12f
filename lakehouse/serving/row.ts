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

/** The names of a table's columns that hold these properties, and its ids; all of them unless properties are named. */
export function columnsOf({ columns }: Contract, properties?: readonly string[]): string[] {
  return Object.keys(columns).filter(
    (name) =>
      properties === undefined || name.endsWith('_id') || properties.includes(camelCase(name)),
  )
}

/**
 * Reads rows of one table: columns in camelCase, checked once against the contract; other columns are left out.
 *
 * A column that is not among `names` throws when it is read.
 * Errors of the reader: `LakehouseError` `SCHEMA_MISMATCH`, naming table and column.
 */
export function rowReader<T extends Contract>(
  contract: T,
  names: readonly string[] = columnsOf(contract),
): (row: Row) => RowOf<T> {
  const columns = names.map((name) => ({
    name,
    property: camelCase(name),
    column: contract.columns[name]!,
  }))
  const unread = unreadOf(contract, names)
  const isRow = (read: object): read is RowOf<T> => Object.keys(read).length === columns.length
  return (row) => {
    const read: Record<string, unknown> = Object.create(unread)
    for (const { name, property, column } of columns) {
      read[property] = checked(row[name], column, `${contract.name}.${name}`)
    }
    if (isRow(read)) return read
    throw new Error(`${contract.name}: two columns have one name`)
  }
}

function unreadOf(contract: Contract, names: readonly string[]): object {
  const unread = {}
  for (const name of columnsOf(contract).filter((each) => !names.includes(each)))
    Object.defineProperty(unread, camelCase(name), {
      get() {
        throw new Error(`${contract.name}.${name} was not asked for`)
      },
    })
  return unread
}

function checked(value: unknown, column: Column, name: string): unknown {
  if (value === null ? column.nullable : FITS[column.type](value)) return value
  const found = value === null ? 'null' : typeof value
  throw new LakehouseError('SCHEMA_MISMATCH', `${name}: expected ${column.type}, got ${found}`)
}

const camelCase = (name: string) =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
