import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CUSTOMER_SORTS,
  type Customer,
  type CustomerFilter,
} from '../../lakehouse/serving/customers.ts'
import type { Connection, PageArguments } from '../../resolvers/connection.ts'
import { createContext } from '../../resolvers/context.ts'
import { customerPage } from '../../resolvers/customers.ts'
import { type AnyCustomer, anyCustomers, customerTables } from './shop.ts'
import { openFixture } from './fixture.ts'

const orders = fc.array(
  fc.record({
    by: fc.constantFrom(...CUSTOMER_SORTS),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
  { maxLength: 3 },
)

const COLUMNS: Record<(typeof CUSTOMER_SORTS)[number], string> = {
  CLV: 'clv',
  REVENUE: 'revenue',
  ORDERS: 'orders',
  PROFIT: 'profit',
  RECENCY_DAYS: 'recency_days',
  REGISTERED_AT: 'registered_at',
}

type OrderBy = typeof orders extends fc.Arbitrary<infer T> ? T : never

/** Nulls last either way, then the id. */
function ordered(customers: readonly AnyCustomer[], orderBy: OrderBy): string[] {
  const compare = (a: AnyCustomer, b: AnyCustomer): number => {
    for (const { by, direction } of orderBy) {
      const [x, y] = [a, b].map((row) => comparable(row[COLUMNS[by]]))
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x! < y! ? -1 : 1) * (direction === 'ASC' ? 1 : -1)
    }
    return a.customer_id < b.customer_id ? -1 : 1
  }
  return [...customers].sort(compare).map(({ customer_id }) => customer_id)
}

/** Money is text in a row; instants compare as text. */
function comparable(value: unknown): number | string | null {
  if (typeof value === 'string') return value.endsWith('Z') ? value : Number(value)
  return typeof value === 'number' ? value : null
}

interface Steps<T> {
  readonly size: number
  readonly isBackward: boolean
  readonly idOf: (node: T) => string
}

async function walk<T>(
  page: (args: PageArguments) => Promise<Connection<T>>,
  { size, isBackward, idOf }: Steps<T>,
): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 100; pages++) {
    const { edges, pageInfo }: Connection<T> = await page(
      isBackward ? { last: size, before: cursor } : { first: size, after: cursor },
    )
    const ids = edges.map(({ node }) => idOf(node))
    if (isBackward) seen.unshift(...ids)
    else seen.push(...ids)
    expect(ids.length).toBeLessThanOrEqual(size)
    expect(isBackward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(cursor !== null)
    if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return seen
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor
  }
  throw new Error('the pages never end')
}

const filters: fc.Arbitrary<CustomerFilter | null> = fc.constantFrom(
  null,
  { isActive: true },
  { not: { isActive: true } },
)

const idOf = ({ customerId }: Customer) => customerId

test('cursors page through everything exactly once, in order, under any order, filter and size, both ways', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCustomers,
      fc.array(fc.tuple(orders, filters, fc.integer({ min: 1, max: 9 })), {
        minLength: 4,
        maxLength: 4,
      }),
      async (customers, asked) => {
        await using fixture = await openFixture(customerTables(customers))
        const context = createContext({
          reader: fixture.reader,
          scopes: new Set(),
          lake: fixture.lake,
        })
        for (const [orderBy, where, size] of asked) {
          const fits = customers.filter(
            ({ is_active }) => where === null || is_active === (where.isActive ?? false),
          )
          const expected = ordered(fits, orderBy)
          const page = (args: PageArguments) => customerPage({ where, orderBy, ...args }, context)
          expect(await walk(page, { size, isBackward: false, idOf })).toEqual(expected)
          expect(await walk(page, { size, isBackward: true, idOf })).toEqual(expected)
          expect(await (await page({ first: 1 })).totalCount()).toBe(expected.length)
        }
      },
    ),
    { numRuns: 15 },
  )
})

const anyOrders = fc
  .array(
    fc.record({
      customer_id: fc.constantFrom('c1', 'c2', 'c3', null),
      order_date: fc.constantFrom(
        '2026-01-01T00:00:00.000000Z',
        '2026-01-01T00:00:00.000001Z',
        '2026-01-02T00:00:00.000000Z',
      ),
      total_amount: fc.constantFrom('-1.0000', '0.0000', '10.0001'),
    }),
    { maxLength: 30 },
  )
  .map((rows) => rows.map((order, i) => ({ order_id: `o${String(i).padStart(2, '0')}`, ...order })))

test('pages of several customers’ orders, each read in one statement, hold every order of each once', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrders, fc.integer({ min: 1, max: 5 }), async (rows, size) => {
      await using fixture = await openFixture({ 'silver.orders': rows })
      const context = createContext({
        reader: fixture.reader,
        scopes: new Set(),
        lake: fixture.lake,
      })
      const customerIds = ['c1', 'c2', 'c3', 'nobody']
      const orderBy = [{ by: 'TOTAL' as const, direction: 'DESC' as const }]
      const seen = await Promise.all(
        customerIds.map((customerId) =>
          walk((args) => context.loaders.customerOrders.page(customerId, { orderBy, ...args }), {
            size,
            isBackward: false,
            idOf: ({ orderId }) => orderId,
          }),
        ),
      )
      const expected = customerIds.map((customerId) =>
        rows
          .filter(({ customer_id }) => customer_id === customerId)
          .sort(
            (a, b) =>
              Number(b.total_amount) - Number(a.total_amount) || (a.order_id < b.order_id ? -1 : 1),
          )
          .map(({ order_id }) => order_id),
      )
      expect(seen).toEqual(expected)
      const counts = customerIds.map(async (customerId) =>
        (await context.loaders.customerOrders.page(customerId, {})).totalCount(),
      )
      expect(await Promise.all(counts)).toEqual(expected.map(({ length }) => length))
    }),
    { numRuns: 15 },
  )
})
