import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import { decode } from '../../sdk/decode.ts'
import {
  CohortsDocument,
  CustomerDocument,
  CustomersPageDocument,
  GeographyDocument,
  OperationsDocument,
  OrderDocument,
  OrdersPageDocument,
  ProductDocument,
  ProductsPageDocument,
  PublicationDocument,
  RecommendationsDocument,
  SalesMetricsDocument,
  SalesOverviewDocument,
  SalesSliceDocument,
  SalesTrendsDocument,
  SegmentsDocument,
  TopCustomersDocument,
  TopProductsDocument,
} from '../../sdk/generated/graphql.ts'
import { Decimal } from '../../sdk/index.ts'
import { ask } from '../gateway/ask.ts'
import { AUTH, tokenOf } from '../gateway/tokens.ts'
import { everything } from '../schema/everything.ts'
import { documentOf, shapeIn } from './document-of.ts'
import { recorder } from './recorder.ts'
import { clientOf, serveEdge } from './served.ts'

let gateway: Gateway
beforeAll(async () => {
  gateway = await serveEdge()
  return () => gateway.close()
})

const YEAR = { from: '2015-01-01', to: '2016-01-01' } as const

test('figures come as the gateway has them, exact', async () => {
  const { salesSummary } = await clientOf(gateway).query(SalesOverviewDocument, { range: YEAR })
  const query = `{ salesSummary(range: { from: "${YEAR.from}", to: "${YEAR.to}" }) { current { revenue } } }`
  const { current, range } = salesSummary
  expect((await ask(gateway, query)).data).toEqual({
    salesSummary: { current: { revenue: current.revenue.text } },
  })
  expect(current.revenue).toBeInstanceOf(Decimal)
  expect(range).toEqual(YEAR)
})

test('every document of the client answers', async () => {
  const client = clientOf(gateway)
  const personal = { personal: true }
  const answers = await Promise.all([
    client.query(CohortsDocument),
    client.query(CustomerDocument, { customerId: 'u01', ...personal }),
    client.query(CustomersPageDocument, { first: 2, ...personal }),
    client.query(GeographyDocument, { level: 'CITY' }),
    client.query(OperationsDocument),
    client.query(OrderDocument, { orderId: 'o01', ...personal }),
    client.query(OrdersPageDocument, { where: { total: { gt: Decimal.of('10.00') } } }),
    client.query(ProductDocument, { productId: 'p01' }),
    client.query(ProductsPageDocument, { where: { price: { lt: '99.50', gte: 1n } } }),
    client.query(PublicationDocument),
    client.query(RecommendationsDocument, { productIds: ['p01'] }),
    client.query(SalesMetricsDocument, { grain: 'QUARTER', dimension: 'CHANNEL' }),
    client.query(SalesOverviewDocument),
    client.query(SalesSliceDocument, { by: ['COUNTRY'], grain: 'YEAR' }),
    client.query(SalesTrendsDocument),
    client.query(SegmentsDocument),
    client.query(TopCustomersDocument, personal),
    client.query(TopProductsDocument, { by: 'UNITS' }),
  ])
  expect(answers.flatMap((answer) => Object.values(answer))).not.toContain(null)
})

test('no document needs more than the scope read', async () => {
  const own = await serveEdge({ auth: AUTH })
  const token = await tokenOf({ scopes: ['read'] })
  const client = clientOf(own, { token })
  const answers = [
    client.query(CustomerDocument, { customerId: 'u01' }),
    client.query(OrderDocument, { orderId: 'o01' }),
    client.query(PublicationDocument),
    client.query(TopCustomersDocument),
  ]
  await expect(Promise.all(answers)).resolves.toHaveLength(4)
  await own.close()
})

/** Known ones where an answer would be null, and short, otherwise. */
const GIVEN = {
  id: JSON.stringify(Buffer.from('Order:o01').toString('base64url')),
  ids: '[]',
  customerId: '"u01"',
  productId: '"p01"',
  productIds: '["p01"]',
  orderId: '"o01"',
  categoryId: '"c1"',
  storeId: '"s1"',
  reviewId: '"r01"',
  name: '"gold.sales_metrics"',
  topic: '"orders"',
  partition: '0',
}

test.each(everything(GIVEN))('all of $field is decoded, and nothing is lost', async ({ query }) => {
  const { data } = await ask(gateway, query)
  const text = JSON.stringify(data)
  const decoded: unknown = decode(JSON.parse(text), shapeIn(query))
  const again = JSON.stringify(decoded, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(again).toBe(text)
})

test('variables are exact too', async () => {
  const { fetch, sent } = recorder()
  const document = documentOf<unknown, { at: Date; total: Decimal; many: bigint }>(
    'query Exact($at: DateTime, $total: Decimal) @asOf(time: $at) { orders(where: { total: { eq: $total } }) { totalCount } }',
  )
  await clientOf(gateway, { fetch }).query(document, {
    at: new Date('2100-01-01T00:00:00Z'),
    total: Decimal.of('12345678901234567890.1234'),
    many: 9_007_199_254_740_993n,
  })
  expect(JSON.parse(sent[0]!.body)).toMatchObject({
    variables: {
      at: '2100-01-01T00:00:00.000Z',
      total: '12345678901234567890.1234',
      many: '9007199254740993',
    },
  })
})

test('an answer tells its publication and its cost', async () => {
  const { publication, cost, data } = await clientOf(gateway).answer(PublicationDocument)
  expect(publication?.publicationId).toBe(data.publication.publicationId)
  expect(publication?.asOf).toBe('2017-01-15T12:00:00.000000Z')
  expect(cost).toBeGreaterThan(1)
  expect(data.publication.tables[0]).toMatchObject({ rows: expect.any(BigInt) })
})

test('a call may read another publication than its client', async () => {
  const { data } = await clientOf(gateway).answer(PublicationDocument)
  const { publicationId } = data.publication
  const { fetch, sent } = recorder()
  const client = clientOf(gateway, { fetch, asOf: { time: '2100-01-01T00:00:00Z' } })
  await client.query(SegmentsDocument)
  await client.query(SegmentsDocument, {}, { asOf: { publication: publicationId } })
  const asked = sent.map(({ headers }) => [
    headers.get('lakegate-as-of'),
    headers.get('lakegate-publication'),
  ])
  expect(asked).toEqual([
    ['2100-01-01T00:00:00Z', null],
    [null, publicationId],
  ])
})

test('a token is asked for before each request', async () => {
  const { fetch, sent } = recorder()
  let calls = 0
  const client = clientOf(gateway, {
    fetch,
    token: async () => `t${++calls}`,
    headers: { 'x-app': 'a' },
  })
  await client.query(SegmentsDocument)
  await client.query(SegmentsDocument)
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
    'Bearer t1',
    'Bearer t2',
  ])
  expect(sent[0]!.headers.get('x-app')).toBe('a')
})

test.each([1, 3, 7, 500])('pages of %i give every customer exactly once', async (first) => {
  const { fetch, sent } = recorder()
  const ids: string[] = []
  const variables = { first, orderBy: [{ by: 'CLV' as const }] }
  const pages = clientOf(gateway, { fetch }).pages(CustomersPageDocument, variables, {
    connection: (data) => data.customers,
  })
  for await (const { nodes } of pages) ids.push(...nodes.map(({ customerId }) => customerId))
  const { data } = await ask(
    gateway,
    '{ customers(first: 500, orderBy: [{ by: CLV }]) { nodes { customerId } } }',
  )
  expect(data).toEqual({ customers: { nodes: ids.map((customerId) => ({ customerId })) } })
  const publications = sent.map(({ headers }) => headers.get('lakegate-publication'))
  expect(new Set(publications.slice(1)).size).toBe(Math.min(1, sent.length - 1))
  expect(publications[0]).toBe(null)
})

test('pages of what is not there are none, and of a nested connection go on', async () => {
  const client = clientOf(gateway)
  const orders = z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
  })
  const document = documentOf<
    { customer: { orders: z.infer<typeof orders> } | null },
    { id: string; after?: string | null }
  >(
    'query Nested($id: ID!, $after: String) { customer(customerId: $id) { orders(first: 1, after: $after) { pageInfo { hasNextPage endCursor } } } }',
  )
  const counted = async (id: string) =>
    (
      await Array.fromAsync(
        client.pages(
          document,
          { id },
          { connection: ({ customer }) => customer && customer.orders },
        ),
      )
    ).length
  const { customer } = await client.query(CustomerDocument, { customerId: 'u01' })
  expect(await counted('nobody')).toBe(0)
  expect(await counted('u01')).toBe(customer?.orders.totalCount)
})
