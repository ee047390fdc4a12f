import { graphql } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { createContext } from '../../resolvers/context.ts'
import { schema } from '../../schema/schema.ts'
import { type Fixture, type Rows, openFixture } from '../serving/fixture.ts'

const id = (prefix: string, i: number) => `${prefix}${String(i).padStart(3, '0')}`
const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** 60 customers with 6 orders each, of 2 lines, of 20 products in 3 categories. */
const SHOP: Rows = {
  'silver.customers': range(60).map((i) => ({ customer_id: id('c', i), name: `Customer ${i}` })),
  'gold.customer_analytics': range(60).map((i) => ({
    customer_id: id('c', i),
    segment: 'REGULAR',
  })),
  'silver.orders': range(360).map((i) => ({
    order_id: id('o', i),
    customer_id: id('c', i % 60),
    order_date: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
    store_id: id('s', i % 2),
  })),
  'silver.order_items': range(720).map((i) => ({
    order_item_id: id('i', i),
    order_id: id('o', i % 360),
    product_id: id('p', i % 20),
  })),
  'silver.products': range(20).map((i) => ({
    product_id: id('p', i),
    name: id('p', i),
    category_id: id('k', i % 3),
  })),
  'gold.product_performance': range(20).map((i) => ({
    product_id: id('p', i),
    sales_class: 'SLOW',
    abc_class: 'C',
  })),
  'silver.product_categories': range(3).map((i) => ({ category_id: id('k', i), name: id('k', i) })),
  'silver.stores': range(2).map((i) => ({ store_id: id('s', i) })),
}

let fixture: Fixture
beforeAll(async () => {
  fixture = await openFixture(SHOP)
  return () => fixture[Symbol.asyncDispose]()
})

async function run(source: string): Promise<{ data: unknown; statements: number }> {
  fixture.statements.length = 0
  const contextValue = createContext({
    reader: fixture.reader,
    scopes: new Set(),
    isCurrent: () => true,
  })
  const { data, errors } = await graphql({ schema, source, contextValue })
  expect(errors).toBeUndefined()
  return { data: JSON.parse(JSON.stringify(data)), statements: fixture.statements.length }
}

test.each([
  { statements: 1, query: '{ customers { nodes { name } } }' },
  { statements: 2, query: '{ customers { totalCount nodes { name } } }' },
  {
    statements: 2,
    query: '{ customers(first: 50) { nodes { orders(first: 5) { nodes { total } } } } }',
  },
  { statements: 3, query: '{ customers { nodes { orders { totalCount nodes { total } } } } }' },
  { statements: 2, query: '{ customers { nodes { analytics { clv segment } } } }' },
  { statements: 3, query: '{ orders { nodes { items { product { name } } } } }' },
  {
    statements: 5,
    query:
      '{ orders { nodes { items { product { category { path } performance { revenue } } } } } }',
  },
  { statements: 3, query: '{ orders { nodes { customer { name } store { name } } } }' },
  {
    statements: 3,
    query: `{ customers { nodes { early: orders(first: 1, orderBy: [{ by: ORDERED_AT, direction: ASC }]) { nodes { total } }
      late: orders(first: 1) { nodes { total } } } } }`,
  },
  {
    statements: 1,
    query: '{ a: customer(customerId: "c001") { name } b: customer(customerId: "c002") { name } }',
  },
  { statements: 0, query: '{ publication { publicationId tables { table version rows } } }' },
])('$statements statements answer $query', async ({ statements, query }) => {
  expect((await run(query)).statements).toBe(statements)
})

test('a nested page is the latest of each customer, whoever else is asked for', async () => {
  const { data } = await run(
    '{ customers(first: 2) { nodes { customerId orders(first: 2) { nodes { orderId } } } } }',
  )
  expect(data).toEqual({
    customers: {
      nodes: [
        { customerId: 'c000', orders: { nodes: [{ orderId: 'o300' }, { orderId: 'o240' }] } },
        { customerId: 'c001', orders: { nodes: [{ orderId: 'o301' }, { orderId: 'o241' }] } },
      ],
    },
  })
})

test('versions and rows beyond 53 bits are exact', async () => {
  const { data } = await run('{ publication { tables { version rows } } }')
  expect(data).toEqual({ publication: { tables: [{ version: '7', rows: '1099511627776' }] } })
})
