import type { Row } from '../../lakehouse/engines/engine.ts'

/** A cell that the statement's own text makes a string. */
export function stringOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value === 'string') return value
  throw new Error(`${column} is ${String(value)}, not text`)
}

/** A cell that the statement's own text makes a number small enough for one. */
export function numberOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  throw new Error(`${column} is ${String(value)}, not a number`)
}
