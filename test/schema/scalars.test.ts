import { type GraphQLScalarType, isScalarType, parseValue } from 'graphql'
import { expect, test } from 'vitest'
import { schema } from '../../schema/schema.ts'

function scalar(name: string): GraphQLScalarType {
  const type = schema.getType(name)
  if (isScalarType(type)) return type
  throw new Error(`${name} is no scalar`)
}

test.each([
  ['Decimal', '12.50', '12.50'],
  ['Decimal', '-0.0001', '-0.0001'],
  ['Decimal', 12, '12'],
  ['BigInt', '9223372036854775807', 9_223_372_036_854_775_807n],
  ['BigInt', -5, -5n],
  ['Date', '2024-02-29', '2024-02-29'],
  ['Date', '0001-01-01', '0001-01-01'],
  ['DateTime', '2026-11-22T05:20:00Z', '2026-11-22T05:20:00Z'],
  ['DateTime', '2026-11-22T05:20:00.123456+02:00', '2026-11-22T05:20:00.123456+02:00'],
])('%s reads %j', (name, value, read) => {
  expect(scalar(name).parseValue(value)).toBe(read)
})

test.each([
  ['Decimal', 12.5],
  ['Decimal', '1e3'],
  ['Decimal', ''],
  ['Decimal', '12,5'],
  ['Decimal', 2 ** 53],
  ['Decimal', true],
  ['BigInt', '9223372036854775808'],
  ['BigInt', '1.0'],
  ['BigInt', 1.5],
  ['Date', '2023-02-29'],
  ['Date', '2026-1-1'],
  ['Date', '0000-01-01'],
  ['Date', '2026-11-22T00:00:00Z'],
  ['Date', 20_261_122],
  ['DateTime', '2026-11-22'],
  ['DateTime', '2026-11-22T05:20:00'],
  ['DateTime', '2026-11-22T25:00:00Z'],
  ['DateTime', '2026-11-22T05:20:00+99:99'],
  ['DateTime', '2026-11-22T05:20:00+24:00'],
  ['DateTime', '2026-02-30T05:20:00Z'],
  ['DateTime', '0000-12-31T05:20:00Z'],
])('%s refuses %j', (name, value) => {
  expect(() => scalar(name).parseValue(value)).toThrow(`${name} must be`)
})

test.each([
  ['Decimal', '12', '12'],
  ['Decimal', '"12.5"', '12.5'],
  ['BigInt', '9223372036854775807', 9_223_372_036_854_775_807n],
])('%s reads the literal %s', (name, literal, read) => {
  expect(scalar(name).parseLiteral(parseValue(literal), {})).toBe(read)
})

test.each([
  ['Decimal', '12.5'],
  ['Decimal', 'ENUM'],
  ['BigInt', '1.0'],
  ['Date', '20261122'],
])('%s refuses the literal %s', (name, literal) => {
  expect(() => scalar(name).parseLiteral(parseValue(literal), {})).toThrow(`${name} must be`)
})
