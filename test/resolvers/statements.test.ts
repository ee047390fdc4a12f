import { graphql } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { schema } from '../../schema/schema.ts'
import { type Fixture, contextOf, openFixture } from '../serving/fixture.ts'
import { LARGE_SHOP } from './large-shop.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await openFixture(LARGE_SHOP)
  return () => fixture[Symbol.asyncDispose]()
})

async function run(source: string): Promise<{ data: unknown; statements: number }> {
  fixture.statements.length = 0
  const contextValue = contextOf(fixture)
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
