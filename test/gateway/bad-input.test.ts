import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Edge, openEdge } from './edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

const nested = (depth: number): string =>
  depth === 0 ? '{ isActive: true }' : `{ not: ${nested(depth - 1)} }`
const many = (length: number, word: string) => JSON.stringify(Array.from({ length }, () => word))

test.each([
  [
    '{ sales(by: [CHANNEL, STORE, COUNTRY, CITY]) { truncated } }',
    'by may name 3 dimensions, not 4',
  ],
  ['{ sales(by: [CHANNEL, CHANNEL]) { truncated } }', 'by names CHANNEL twice'],
  ['{ sales(first: 0) { truncated } }', 'first must be from 1 to 10000, not 0'],
  ['{ sales(first: 10001) { truncated } }', 'first must be from 1 to 10000, not 10001'],
  [
    '{ sales(range: { from: "2016-02-01", to: "2016-01-01" }) { truncated } }',
    'the range ends before it starts: from 2016-02-01 to 2016-01-01',
  ],
  [
    `{ sales(where: { channel: { in: ${many(501, 'x')} } }) { truncated } }`,
    'in may list 500 values, not 501',
  ],
  ['{ topProducts(first: -1) { units } }', 'first must be from 1 to 500, not -1'],
  ['{ geography(first: 501) { country } }', 'first must be from 1 to 500, not 501'],
  ['{ salesTrends(window: 0) { revenue } }', 'window must be from 1 to 500, not 0'],
  ['{ operations { staleProducts(first: 0) { name } } }', 'first must be from 1 to 500, not 0'],
  ['{ salesSummary { topProducts(first: 0) { units } } }', 'first must be from 1 to 500, not 0'],
  ['{ products { nodes { similar(first: 0) { lift } } } }', 'first must be from 1 to 500, not 0'],
  [
    '{ products { nodes { reviews(first: 501) { totalCount } } } }',
    'first must be from 1 to 500, not 501',
  ],
  [
    '{ stores { sales(range: { from: "2016-02-01", to: "2016-01-01" }) { orders } } }',
    'the range ends before it starts: from 2016-02-01 to 2016-01-01',
  ],
  [
    `{ recommendations(productIds: ${many(501, 'p01')}) { rank } }`,
    'productIds may list 500 values, not 501',
  ],
  [`{ nodes(ids: ${many(101, 'Q3VzdG9tZXI6dTAx')}) { id } }`, 'ids may list 100, not 101'],
  ['{ nodes(ids: ["nonsense"]) { id } }', '"nonsense" is no global id'],
  [
    `{ nodes(ids: ["${Buffer.from('SalesRow:1').toString('base64url')}"]) { id } }`,
    'SalesRow has no objects that can be loaded by a global id',
  ],
  [`{ customers(where: ${nested(5)}) { totalCount } }`, 'a filter may be 5 deep'],
  ['{ customers(first: 1, last: 1) { totalCount } }', 'first and last exclude each other'],
  [
    '{ categories { products(after: "abc") { totalCount } } }',
    'this cursor was made for another order or filter, or is not one of ours',
  ],
])('%s is refused with a sentence', async (query, message) => {
  const [error] = await edge.errors(query)
  expect(error).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } })
})

test('a cursor of one noun is refused by another', async () => {
  const page = z.object({ pageInfo: z.object({ endCursor: z.string() }) })
  const customers = await edge.answer(page, '{ customers(first: 1) { pageInfo { endCursor } } }')
  const { endCursor } = customers.pageInfo
  const [error] = await edge.errors(`{ products(first: 1, after: "${endCursor}") { totalCount } }`)
  expect(error?.extensions.code).toBe('BAD_USER_INPUT')
})

const STRANGE = [
  `'; drop table gold.sale_lines; --`,
  '%',
  '_',
  '"',
  '\\',
  'a\u0000b',
  '\u{1F6D2}\u200D',
  'x'.repeat(10_000),
  '$1',
  '${1}',
]

test.each(STRANGE)('the text %j is compared, never run', async (value) => {
  const query = `query ($text: String!, $id: ID!) {
    a: sales(where: { channel: { eq: $text }, city: { contains: $text }, brand: { startsWith: $text } }) { rows { orders } }
    b: customers(where: { search: $text }) { totalCount }
    c: products(where: { search: $text, category: { in: [$text] } }) { totalCount }
    d: recommendations(productIds: [$id]) { isFallback }
    e: salesMetrics(dimension: CHANNEL, grain: YEAR, values: [$text]) { value orders }
    f: review(reviewId: $id) { rating }
    g: topProducts(where: { productId: { eq: $text } }) { units } }`
  const { data, errors } = await edge.ask(query, { text: value, id: value })
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({ a: { rows: [] }, c: { totalCount: 0 }, f: null, g: [] })
})

test.each([
  '{ sales(by: [NOTHING]) { truncated } }',
  '{ sales(grain: CENTURY) { truncated } }',
  '{ topProducts(first: 99999999999) { units } }',
  '{ products { nodes { similar(first: "5") { lift } } } }',
  '{ sales(having: { revenue: { gt: 1.5 } }) { truncated } }',
])('%s does not fit the schema', async (query) => {
  const [error] = await edge.errors(query)
  expect(error?.extensions.code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/)
})

test.each([
  { field: 'category', what: 'products', query: '{ products(where: $where) { totalCount } }' },
  { field: 'rootCategory', what: 'products', query: '{ products(where: $where) { totalCount } }' },
])('$what have a $field or have none', async ({ field, query }) => {
  const counted = async (where: string) => {
    const { data } = await edge.ask(query.replace('$where', where))
    return z.object({ products: z.object({ totalCount: z.number() }) }).parse(data).products
      .totalCount
  }
  const [all, without, withOne, named] = await Promise.all(
    ['{}', '{ isNull: true }', '{ isNull: false }', '{ eq: "(none)" }'].map((is) =>
      counted(is === '{}' ? '{}' : `{ ${field}: ${is} }`),
    ),
  )
  expect(without).toBeGreaterThan(0)
  expect(named).toBe(without)
  expect(without! + withOne!).toBe(all)
})

const slice = (is: string) =>
  edge.ask(`{ sales(by: [CATEGORY], where: { category: ${is} }) { rows { orders revenue } } }`)

test('sales without a category are found as such', async () => {
  const [without, named] = await Promise.all([slice('{ isNull: true }'), slice('{ eq: "(none)" }')])
  expect(without.data).toMatchObject({ sales: { rows: [{ orders: expect.any(Number) }] } })
  expect(without.data).toEqual(named.data)
})

test.each([
  '{ products(where: { rating: { gt: 1, lt: 4.35 } }) { nodes { name } } }',
  '{ products(where: { price: { gte: "1", lt: "100" }, abcClass: [A, B, C] }) { nodes { name } } }',
  '{ customers(where: { clv: { gt: "0", lte: "100000" } }) { nodes { name } } }',
  '{ categories { products(where: { rating: { gte: 1, lte: 5 } }) { nodes { name } } } }',
])('a range with two ends is a range: %s', async (query) => {
  expect((await edge.ask(query)).errors).toBeUndefined()
})
