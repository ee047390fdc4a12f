import { isDay } from './day.ts'
import { Decimal, isDecimal } from './decimal.ts'
import { LakegateError } from './errors.ts'
import { isInstant } from './instant.ts'
import type { ScalarName, Shape } from './shape.ts'

/** Undefined: not such a value. What compares, adds and sorts right as text stays text. */
const READ: Readonly<Record<ScalarName, (value: unknown) => unknown>> = {
  BigInt: (value) => read(value, isInteger, BigInt),
  Date: (value) => read(value, isDay, String),
  DateTime: (value) => read(value, isInstant, String),
  Decimal: (value) => read(value, isDecimal, (text) => Decimal.of(text)),
}

/**
 * Decodes an answer in place, and gives it back.
 *
 * Errors: `LakegateError` `INTERNAL` that names the place of a value that is not what the schema says.
 */
export function decode<Data>(data: Data, shape: Shape): Data {
  decoded(data, shape, [])
  return data
}

type Path = readonly (string | number)[]

/** Null where an error took its place; a key may be missing where a directive leaves it out, or a fragment is of another type. */
function decoded(value: unknown, shape: ScalarName | Shape, path: Path): unknown {
  if (value === null || value === undefined) return value
  if (Array.isArray(value)) return decodedList(value, shape, path)
  if (typeof shape === 'string') return READ[shape](value) ?? refuse(value, shape, path)
  if (!isRecord(value)) return refuse(value, 'object', path)
  for (const key of Object.keys(shape))
    if (Object.hasOwn(value, key)) value[key] = decoded(value[key], shape[key]!, [...path, key])
  return value
}

function decodedList(list: unknown[], shape: ScalarName | Shape, path: Path): unknown[] {
  for (const [i, each] of list.entries()) list[i] = decoded(each, shape, [...path, i])
  return list
}

function read<T>(
  value: unknown,
  isForm: (text: string) => boolean,
  from: (text: string) => T,
): T | undefined {
  return typeof value === 'string' && isForm(value) ? from(value) : undefined
}

const isInteger = (text: string) => /^-?\d+$/.test(text)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function refuse(value: unknown, expected: string, path: Path): never {
  throw new LakegateError(
    'INTERNAL',
    `${path.join('.')} is no ${expected}: ${JSON.stringify(value)}; was the client made from this gateway's schema?`,
  )
}
