import { GraphQLError, Kind, type ValueNode, print } from 'graphql'
import { builder } from './builder.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/
const DECIMAL = /^[+-]?\d{1,24}(\.\d{1,10})?$/
const INTEGER = /^-?\d{1,19}$/

builder.scalarType('Date', {
  description: 'A calendar day: "2026-11-22".',
  serialize: (text) => text,
  ...reading('Date', 'a day such as "2026-11-22"', readDay),
})

builder.scalarType('DateTime', {
  description: 'An instant in UTC with microseconds: "2026-11-22T05:20:00.000000Z".',
  serialize: (text) => text,
  ...reading('DateTime', 'an instant such as "2026-11-22T05:20:00Z"', readInstant),
})

builder.scalarType('Decimal', {
  description:
    'Exact, a string of the column’s scale: "100.0000". Accepts strings and integers, refuses float literals.',
  serialize: (text) => text,
  ...reading('Decimal', 'a string such as "12.50", or an integer', readDecimal),
})

builder.scalarType('BigInt', {
  description: 'A 64-bit integer as a string: "9007199254740993". Accepts strings and integers.',
  serialize: String,
  ...reading('BigInt', 'a 64-bit integer', readInteger),
})

/** Reads a value of JSON or of the document; `read` gives undefined for what it refuses. */
function reading<T>(scalar: string, expected: string, read: (value: unknown) => T | undefined) {
  const checked = (value: unknown, written: string | undefined): T => {
    const found = read(value)
    if (found !== undefined) return found
    throw new GraphQLError(`${scalar} must be ${expected}, not ${written}`)
  }
  return {
    parseValue: (value: unknown) => checked(value, JSON.stringify(value)),
    parseLiteral: (node: ValueNode) => checked(literal(node), print(node)),
  }
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value
  return node.kind === Kind.INT ? BigInt(node.value) : undefined
}

function readDay(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) && isCalendarDay(value) ? value : undefined
}

/** An instant as clients write it; undefined for anything else. */
export function readInstant(value: unknown): string | undefined {
  const isInstant =
    typeof value === 'string' && INSTANT.test(value) && isCalendarDay(value.slice(0, 10))
  return isInstant ? value : undefined
}

function readDecimal(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && DECIMAL.test(text) ? text : undefined
}

function readInteger(value: unknown): bigint | undefined {
  const text = textOf(value)
  if (text === undefined || !INTEGER.test(text)) return undefined
  const integer = BigInt(text)
  return BigInt.asIntN(64, integer) === integer ? integer : undefined
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : undefined
}

/** 30 February has the form of a day; so has year 0, which calendars leave out. */
function isCalendarDay(value: string): boolean {
  const parsed = new Date(value)
  const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value)
  return isDay && !value.startsWith('0000')
}
