import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../sdk/decode.ts'
import { Decimal, type ScalarName, type Shape } from '../../sdk/index.ts'
import { shapeIn } from './document-of.ts'

test.each([
  {
    name: 'fields lie below their response keys',
    document: '{ sales: salesMetrics(grain: DAY) { on: periodStart revenue orders } }',
    is: { sales: { on: 'Date', revenue: 'Decimal' } },
  },
  {
    name: 'fragments of one type are laid into one another',
    document: `{ customers { nodes { analytics { clv } ...Seen } } }
      fragment Seen on Customer { registeredAt analytics { ...Last } }
      fragment Last on CustomerAnalytics { lastOrderAt }`,
    is: {
      customers: {
        nodes: { registeredAt: 'DateTime', analytics: { clv: 'Decimal', lastOrderAt: 'DateTime' } },
      },
    },
  },
  {
    name: 'fragments of several types share a key',
    document: `{ node(id: "x") { id __typename
      ... on Order { amount: total at: orderedAt }
      ... on Product { amount: price performance { profit } }
      ... on Customer { orders { nodes { total } } }
      ... { id } } }`,
    is: {
      node: {
        amount: 'Decimal',
        at: 'DateTime',
        performance: { profit: 'Decimal' },
        orders: { nodes: { total: 'Decimal' } },
      },
    },
  },
  {
    name: '64-bit integers are in',
    document: '{ publication { publicationId tables { rows version table } } }',
    is: { publication: { tables: { rows: 'BigInt', version: 'BigInt' } } },
  },
  {
    name: 'what holds none is left out',
    document: '{ __typename __schema { queryType { name } } stores { name latitude } }',
    is: {},
  },
])('$name', ({ document, is }) => {
  expect(shapeIn(document)).toEqual(is)
})

test('values become what their types say', () => {
  const data = {
    n: '9007199254740993',
    d: '1.50',
    on: '2026-11-22',
    at: '2026-11-22T05:20:00.000001Z',
  }
  expect(decode(data, { n: 'BigInt', d: 'Decimal', on: 'Date', at: 'DateTime' })).toEqual({
    n: 9_007_199_254_740_993n,
    d: Decimal.of('1.50'),
    on: '2026-11-22',
    at: '2026-11-22T05:20:00.000001Z',
  })
})

const TEXTS: Readonly<Record<ScalarName, fc.Arbitrary<string>>> = {
  BigInt: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  Date: fc.constantFrom('0001-01-01', '2024-02-29', '9999-12-31'),
  DateTime: fc.constantFrom('2026-11-22T05:20:00.000000Z', '1969-12-31T23:59:59.999999Z'),
  Decimal: fc
    .tuple(fc.bigInt(), fc.nat(9999))
    .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`),
}

const scalar = fc.constantFrom<ScalarName>('BigInt', 'Date', 'DateTime', 'Decimal')
const key = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,5}$/)
const { shape } = fc.letrec<{ shape: Shape; inner: ScalarName | Shape }>((tie) => ({
  inner: fc.oneof({ maxDepth: 4 }, scalar, tie('shape')),
  shape: fc.dictionary(key, tie('inner'), { maxKeys: 4, noNullPrototype: true }),
}))

/** Any answer of a shape: nulls, lists in lists, keys that are missing and keys that are not in it. */
function answerOf(each: ScalarName | Shape, depth = 0): fc.Arbitrary<unknown> {
  const one: fc.Arbitrary<unknown> =
    typeof each === 'string'
      ? TEXTS[each]
      : fc.record(
          {
            other: fc.oneof(
              fc.string(),
              fc.double({ noNaN: true, noDefaultInfinity: true }),
              fc.boolean(),
            ),
            ...Object.fromEntries(
              Object.entries(each).map(([name, inner]) => [name, answerOf(inner, depth)]),
            ),
          },
          { requiredKeys: [], noNullPrototype: true },
        )
  const list =
    depth > 2
      ? []
      : [
          fc.array(fc.option(one), { maxLength: 3 }),
          fc.array(fc.array(one, { maxLength: 2 }), { maxLength: 2 }),
        ]
  return fc.oneof(one, fc.constant(null), ...list)
}

const asJson = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each))

test('what is decoded is the same text again, wherever it lies', () => {
  const cases = shape.chain((each) => fc.tuple(fc.constant(each), answerOf(each)))
  fc.assert(
    fc.property(cases, ([each, answer]) => {
      const text = JSON.stringify(answer)
      expect(asJson(decode<unknown>(JSON.parse(text), each))).toBe(text)
    }),
  )
})

test.each<{ is: ScalarName; value: unknown }>([
  { is: 'Decimal', value: 1.5 },
  { is: 'Decimal', value: '1e5' },
  { is: 'BigInt', value: 12 },
  { is: 'BigInt', value: '' },
  { is: 'Date', value: '2026-11-22T00:00:00.000000Z' },
  { is: 'DateTime', value: '2026-11-22' },
  { is: 'DateTime', value: { at: 1 } },
])('$value is no $is, and its place is told', ({ is, value }) => {
  expect(() => decode({ a: [{ b: value }] }, { a: { b: is } })).toThrow(
    expect.objectContaining({
      code: 'INTERNAL',
      message: expect.stringContaining(`a.0.b is no ${is}: ${JSON.stringify(value)}`),
    }),
  )
})
