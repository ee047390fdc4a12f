import type { Row } from '../engines/engine.ts'
import { LakehouseError } from '../errors.ts'

/** Cells of rows that no contract describes, checked; each throws `LakehouseError` `SCHEMA_MISMATCH`. */
export function stringCell(row: Row | undefined, column: string): string {
  const value = row?.[column]
  if (typeof value === 'string') return value
  throw mismatch(column, 'text', value)
}

export function bigintCell(row: Row | undefined, column: string): bigint {
  const value = row?.[column]
  if (typeof value === 'bigint') return value
  throw mismatch(column, 'bigint', value)
}

export function numberCell(row: Row | undefined, column: string): number {
  const value = row?.[column]
  if (typeof value === 'number') return value
  throw mismatch(column, 'number', value)
}

export function booleanCell(row: Row | undefined, column: string): boolean {
  const value = row?.[column]
  if (typeof value === 'boolean') return value
  throw mismatch(column, 'boolean', value)
}

/** A list of texts. */
export function textsCell(row: Row | undefined, column: string): string[] {
  const value = row?.[column]
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw mismatch(column, 'a list of texts', value)
}

/** The cell, or null where it is NULL. */
export function nullable<T>(
  read: (row: Row, column: string) => T,
  row: Row,
  column: string,
): T | null {
  return row[column] === null ? null : read(row, column)
}

function mismatch(column: string, expected: string, value: unknown): LakehouseError {
  const found = value === null ? 'null' : typeof value
  return new LakehouseError('SCHEMA_MISMATCH', `${column}: expected ${expected}, got ${found}`)
}
