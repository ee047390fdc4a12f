import { missing, wrong } from './refused.ts'

/** An event as JSON has it. */
export type Fields = Readonly<Record<string, unknown>>

const TEXT_MAX = 500
/** Of a line; sums hold ten thousand times as much. */
const TOTAL_MAX = 10_000_000_000
/** Broken halves of characters, and those that no text shows. */
const UNREADABLE = /[\p{Cc}\p{Cs}]/u

/** The first of the names that has a value, with that value as trimmed text; undefined where none has. Blank is no value. */
export interface Written {
  readonly name: string
  readonly text: string
}

/**
 * A field as text, by the first of its names that is not blank; ids and figures may come as numbers.
 *
 * Errors: `RefusedError` for other kinds, for numbers that JSON does not hold exactly and for text that is too long or unreadable.
 */
export function written(fields: Fields, ...names: readonly string[]): Written | undefined {
  for (const name of names) {
    const found = textOf(name, fields[name])
    if (found !== '') return { name, text: found }
  }
  return undefined
}

export function text(fields: Fields, name: string): string | null {
  return written(fields, name)?.text ?? null
}

function textOf(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'number') return numberText(name, value)
  if (typeof value !== 'string') throw wrong(name, value, 'text')
  const trimmed = value.trim()
  if (trimmed.length > TEXT_MAX) throw wrong(name, trimmed, `at most ${TEXT_MAX} characters`)
  if (UNREADABLE.test(trimmed)) throw wrong(name, trimmed, 'text without control characters')
  return trimmed
}

/** Larger numbers, and longer ones, have lost digits by now. */
function numberText(name: string, value: number): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value)
  throw wrong(name, value, 'text, since a number of so many digits is not exact')
}

/** From 1 to 100,000; a purchase that names none is of one. */
export function quantityOf(fields: Fields, isPurchase: boolean): number | null {
  const given = written(fields, 'quantity', 'qty')
  if (!given) return isPurchase ? 1 : null
  const quantity = /^\d{1,6}(?:\.0+)?$/.test(given.text) ? Number(given.text) : 0
  if (quantity >= 1 && quantity <= 100_000) return quantity
  throw wrong(given.name, given.text, 'a whole number from 1 to 100000')
}

/** From 0, below a thousand million: exact, four decimals. */
export function priceOf(fields: Fields): string | null {
  const given = written(fields, 'unit_price', 'price')
  if (!given) return null
  const [, whole, fraction = ''] = /^0*(\d{1,9})(?:\.(\d{1,4})0*)?$/.exec(given.text) ?? []
  if (whole !== undefined) return `${whole}.${fraction.padEnd(4, '0')}`
  throw wrong(given.name, given.text, 'an amount from 0 to 999999999 with at most four decimals')
}

/** Errors: `RefusedError` for a line worth so much that a few of them are more than tables can sum. */
export function checkTotal(quantity: number | null, unitPrice: string | null): void {
  const total = Number(quantity) * Number(unitPrice)
  if (total < TOTAL_MAX) return
  throw wrong('unit_price', unitPrice, `a line of ${quantity} below ${TOTAL_MAX} in all`)
}

export interface Coordinates {
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Of `location`: both, or none. */
export function coordinatesOf({ location }: Fields): Coordinates {
  if (location === undefined || location === null) return { latitude: null, longitude: null }
  if (!isFields(location)) throw wrong('location', location, '{"lat": …, "lon": …}')
  const latitude = degrees(location, 'lat', 90)
  const longitude = degrees(location, 'lon', 180)
  if ((latitude === null) === (longitude === null)) return { latitude, longitude }
  throw missing(`location.${latitude === null ? 'lat' : 'lon'}`, 'a location')
}

function degrees(location: Fields, name: string, limit: number): number | null {
  const given = written(location, name)
  if (!given) return null
  const value = /^[+-]?\d+(?:\.\d+)?(?:e-\d+)?$/.test(given.text) ? Number(given.text) : NaN
  // -0 is written as 0.
  if (Math.abs(value) <= limit) return value + 0
  throw wrong(`location.${name}`, given.text, `degrees from -${limit} to ${limit}`)
}

/** Missing is false. */
export function flag(fields: Fields, name: string): boolean {
  const value = fields[name] ?? false
  if (typeof value === 'boolean') return value
  throw wrong(name, value, 'true or false')
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
