import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import { decode } from '../../sdk/decode.ts'
import { Decimal } from '../../sdk/index.ts'
import { shapeOf } from '../../sdk/shape-of.ts'

const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
const shape = (document: string) => shapeOf(schema, parse(document))

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
  expect(shape(document)).toEqual(is)
})

test('a list of lists, nulls and what a directive left out are decoded', () => {
  const data = { a: [[{ d: '1.50', n: '9007199254740993' }, null], [{ d: null }]], b: null }
  const shaped = { a: { d: 'Decimal', n: 'BigInt' }, b: { c: 'Date' } } as const
  expect(decode(data, shaped)).toEqual({
    a: [[{ d: Decimal.of('1.50'), n: 9_007_199_254_740_993n }, null], [{ d: null }]],
    b: null,
  })
})
