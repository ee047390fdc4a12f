import { graphql } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { customers } from '../../lakehouse/contracts/silver/customers.ts'
import { rowReader } from '../../lakehouse/serving/row.ts'
import { numbered } from '../../lakehouse/sql.ts'
import { schema } from '../../schema/schema.ts'
import { type Fixture, contextOf, openFixture } from '../serving/fixture.ts'
import { LARGE_SHOP } from './large-shop.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await openFixture(LARGE_SHOP)
  return () => fixture[Symbol.asyncDispose]()
})

test.each([
  { what: 'nodes', query: '{ customers { nodes { name } } }', columns: ['name'] },
  {
    what: 'edges',
    query: '{ customers { edges { cursor node { city } } nodes { name } } }',
    columns: ['city', 'name'],
  },
  {
    what: 'fragments',
    query: `{ customers { ...page } } fragment page on CustomerConnection { nodes { ... on Customer { city } ...named } }
      fragment named on Customer { name }`,
    columns: ['city', 'name'],
  },
  { what: 'an alias', query: '{ customers { all: nodes { who: name } } }', columns: ['name'] },
  {
    what: 'a field met twice',
    query:
      '{ customers { nodes { name } } ...again } fragment again on Query { customers { nodes { city } } }',
    columns: ['city', 'name'],
  },
  { what: 'relations', query: '{ customers { nodes { analytics { clv } } } }', columns: [] },
  { what: 'no rows', query: '{ customers { pageInfo { hasNextPage } } }', columns: [] },
  { what: 'a list', query: '{ topCustomers { isActive } }', columns: ['is_active'] },
])('of customers the columns asked for are read: $what', async ({ query, columns }) => {
  fixture.statements.length = 0
  const { errors } = await graphql({ schema, source: query, contextValue: contextOf(fixture) })
  expect(errors).toBeUndefined()
  const [statement] = fixture.statements
  const read = [...numbered(statement!).matchAll(/customers\.(\w+),/g)].map(([, name]) => name)
  expect(new Set(read)).toEqual(new Set(['customer_id', ...columns]))
})

const TIMES = 22
const spreads = Array.from(
  { length: TIMES },
  (_, i) => `fragment f${i} on Customer { ...f${i + 1} ...f${i + 1} }`,
)

test('fragments that are spread twice in one another are read once', async () => {
  const source = `{ customers { nodes { ...f0 } } } ${spreads.join(' ')} fragment f${TIMES} on Customer { city }`
  const { errors } = await graphql({ schema, source, contextValue: contextOf(fixture) })
  expect(errors).toBeUndefined()
}, 5000)

test('a field of another name reads the column that it exposes', async () => {
  const query = '{ orders { nodes { deliveredAt } } }'
  expect(await graphql({ schema, source: query, contextValue: contextOf(fixture) })).toMatchObject({
    data: { orders: { nodes: expect.arrayContaining([{ deliveredAt: null }]) } },
  })
})

test('what was not asked for throws, so that it is never taken for missing', () => {
  const row = rowReader(customers, ['name'])({ name: 'Ana', city: 'Recife' })
  expect(row.name).toBe('Ana')
  expect(() => row.city).toThrow('silver.customers.city was not asked for')
})
