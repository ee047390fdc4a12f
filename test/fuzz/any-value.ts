import * as fc from 'fast-check'
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Known } from './known.ts'

/** What a value is for: an argument of that name, so many levels inside of a filter. */
interface Place {
  readonly name: string
  readonly depth: number
}

/** JSON values of any input type, enums as text; mostly such as the shop can answer. */
export function anyValue(known: Known) {
  const words = wordsOf(known)

  function valueOf(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
    if (isNonNullType(type)) return presentValueOf(type.ofType, place)
    return fc.oneof(
      { arbitrary: presentValueOf(type, place), weight: 9 },
      { arbitrary: fc.constant(null), weight: 1 },
    )
  }

  function presentValueOf(type: GraphQLInputType, place: Place): fc.Arbitrary<unknown> {
    if (isNonNullType(type)) return valueOf(type, place)
    if (isListType(type)) return fc.array(valueOf(type.ofType, place), { maxLength: 3 })
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name))
    if (isInputObjectType(type)) return objectOf(type, place.depth)
    const isText = type.name === 'String' || type.name === 'ID'
    if (isText) return mostly(known.get(FIELDS[place.name] ?? place.name) ?? [], words)
    return SIZES.has(place.name) ? sizes : SCALARS[type.name]!
  }

  function objectOf(type: GraphQLInputObjectType, depth: number): fc.Arbitrary<object> {
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < FILTERS_MAX || !NESTING.has(field.name),
    )
    const values = fields.map((field) =>
      valueOf(field.type, { name: field.name, depth: depth + (NESTING.has(field.name) ? 1 : 0) }),
    )
    const required = fields.map(isRequiredInputField)
    return fc
      .tuple(
        fc.subarray(
          fields.map((_, i) => i),
          { maxLength: Math.min(3, fields.length) },
        ),
        fc.tuple(...values),
      )
      .map(([chosen, made]) =>
        Object.fromEntries(
          fields.flatMap(({ name }, i) =>
            required[i] || chosen.includes(i) ? [[name, made[i]]] : [],
          ),
        ),
      )
  }

  return (type: GraphQLInputType, name: string) => valueOf(type, { name, depth: 0 })
}

const FILTERS_MAX = 2
const NESTING = new Set(['and', 'or', 'not'])
const SIZES = new Set(['first', 'last', 'months', 'window'])

/** Arguments that take what a field of another name gave. */
const FIELDS: Readonly<Record<string, string>> = {
  ids: 'id',
  productIds: 'productId',
  publication: 'publicationId',
  name: 'table',
}

const sizes = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 5 }), weight: 20 },
  { arbitrary: fc.constantFrom(-1, 0, 60, 61, 500, 501, 10_001, 2 ** 31 - 1), weight: 1 },
)

const day = fc.oneof(
  fc.constantFrom(
    '2014-12-05',
    '2015-01-01',
    '2016-02-29',
    '2026-01-01',
    '0001-01-01',
    '9999-12-31',
  ),
  fc
    .date({ min: new Date('2014-01-01'), max: new Date('2017-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
)

const instant = fc
  .tuple(day, fc.constantFrom('T00:00Z', 'T23:59:59.999999Z', 'T12:00:00-03:00'))
  .map((parts) => parts.join(''))

const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Int: fc.oneof(fc.integer({ min: -1, max: 100 }), fc.constantFrom(2 ** 31 - 1, -(2 ** 31), 0)),
  Float: fc.oneof(
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.constantFrom(0, -0, 3, 1e308, -1e308, 5e-324),
  ),
  BigInt: fc.constantFrom('0', '1', '-1', '9223372036854775807'),
  Boolean: fc.boolean(),
  Date: day,
  DateTime: instant,
  Decimal: fc.constantFrom(
    '0',
    '-0.0000',
    '12.5',
    '99999999999999.9999',
    '1'.repeat(24),
    '+0.0000000001',
  ),
}

/** What no shop has, and what a statement could trip over. */
const STRANGE = [
  '',
  ' ',
  '(none)',
  'null',
  '%',
  '_',
  '\\',
  '"',
  `'; drop table gold.sale_lines; --`,
  '$1',
  '${1}',
  'a\u0000b',
  '\u{1F6D2}\u200D',
  'é'.normalize('NFD'),
  '__proto__',
  'constructor',
  'x'.repeat(10_000),
  '[',
  '0'.repeat(30),
]

function wordsOf(known: Known): fc.Arbitrary<string> {
  const shown = [...known].filter(
    ([field]) => !/(cursor|At|revenue|sql|description|unit)$/i.test(field),
  )
  const words = shown.flatMap(([, texts]) => texts)
  return fc.oneof(
    { arbitrary: fc.constantFrom(...words), weight: 6 },
    { arbitrary: fc.constantFrom(...STRANGE), weight: 2 },
    { arbitrary: fc.string({ unit: 'binary', maxLength: 20 }), weight: 1 },
  )
}

/** One that is there, one that was cut or changed, or any other. */
function mostly(texts: readonly string[], other: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (texts.length === 0) return other
  const found = fc.constantFrom(...texts)
  return fc.oneof(
    { arbitrary: found, weight: 6 },
    { arbitrary: fc.tuple(found, fc.nat(20)).map(([text, end]) => text.slice(0, end)), weight: 1 },
    { arbitrary: other, weight: 1 },
  )
}
