import type { Direction } from '../../lakehouse/serving/keyset.ts'

export type Comparable = string | number | bigint | null

/** Nulls last either way. */
export function compare(a: Comparable, b: Comparable, direction: Direction): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = a < b ? -1 : Number(a > b)
  return direction === 'ASC' ? order : -order
}

/** Text that is compared by code point: the order of UTF-8, which is not the one of JavaScript's 16-bit units. */
export function byCodePoint(text: string): string {
  return Buffer.from(text).toString('hex')
}
