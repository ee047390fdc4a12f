import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CUSTOMER_SORTS,
  type Customer,
  type CustomerFilter,
  type CustomerSort,
  customers,
} from '../../lakehouse/serving/customers.ts'
import { customerPage } from '../../resolvers/customers.ts'
import { money } from '../../resolvers/money.ts'
import { CUSTOMERS } from '../../resolvers/nouns.ts'
import { amount, instant, key, ratio, rowsOf, small, word } from './any-cell.ts'
import {
  combined,
  dayRange,
  decimalFilter,
  intFilter,
  seldom,
  stringFilter,
  words,
} from './any-filter.ts'
import {
  fits,
  is,
  matches,
  mentions,
  oneOf,
  units,
  withinDays,
  withinDecimals,
  withinInts,
} from './naive-filter.ts'
import { openFixture } from './fixture.ts'
import { pageTests } from './page-tests.ts'
import type { Specification } from './specification.ts'

const segment = fc.constantFrom('VIP', 'LOYAL', 'NEW', 'PROSPECT')

const customer = {
  customer_id: key,
  name: fc.option(word),
  email: fc.option(word),
  country: fc.option(word),
  country_code: fc.option(word),
  city: fc.option(word),
  registered_at: fc.option(instant),
  is_active: fc.boolean(),
}

const analytics = {
  clv: fc.option(ratio),
  revenue: amount,
  profit: fc.option(amount),
  orders: small,
  recency_days: fc.option(small),
  segment,
}

const anyCustomer = fc.record({ ...customer, ...analytics })
type AnyCustomer = typeof anyCustomer extends fc.Arbitrary<infer Row> ? Row : never

const filter: fc.Arbitrary<CustomerFilter> = fc.record(
  {
    segment: seldom(fc.array(segment, { maxLength: 3 })),
    country: seldom(stringFilter),
    countryCode: seldom(stringFilter),
    city: seldom(stringFilter),
    clv: seldom(decimalFilter),
    revenue: seldom(decimalFilter),
    orders: seldom(intFilter),
    recencyDays: seldom(intFilter),
    registered: seldom(dayRange),
    isActive: seldom(fc.boolean()),
    search: seldom(words),
  },
  { requiredKeys: [] },
)

const holds = (row: AnyCustomer, where: CustomerFilter): boolean[] => [
  oneOf(row.segment, where.segment),
  matches(row.country, where.country),
  matches(row.country_code, where.countryCode),
  matches(row.city, where.city),
  withinDecimals(money(row.clv), where.clv),
  withinDecimals(row.revenue, where.revenue),
  withinInts(row.orders, where.orders),
  withinInts(row.recency_days, where.recencyDays),
  withinDays(row.registered_at, where.registered),
  is(row.is_active, where.isActive),
  mentions([row.name, row.email], where.search),
]

const CUSTOMER: Specification<AnyCustomer, CustomerFilter, CustomerSort, Customer> = {
  noun: CUSTOMERS,
  rows: rowsOf(anyCustomer, (row) => row.customer_id),
  tables: (rows) => ({ 'silver.customers': rows, 'gold.customer_analytics': rows }),
  idOf: (row) => row.customer_id,
  filters: combined(filter),
  fits: (row, where) => fits(row, where, holds),
  sorts: {
    CLV: ({ clv }) => clv,
    REVENUE: ({ revenue }) => units(revenue),
    ORDERS: ({ orders }) => orders,
    PROFIT: ({ profit }) => units(profit),
    RECENCY_DAYS: (row) => row.recency_days,
    REGISTERED_AT: (row) => row.registered_at,
  },
  names: CUSTOMER_SORTS,
  page: customerPage,
  foundId: ({ customerId }) => customerId,
}

pageTests(CUSTOMER)

const half = fc
  .integer({ min: -1e11, max: 1e11 })
  .map((tenThousandths) => Number(`${tenThousandths}5e-5`))
const double = fc.double({ min: -1e7, max: 1e7, noNaN: true })

test('a ratio is compared as it is shown, also halfway between two amounts', async () => {
  const ratios = fc.array(fc.oneof(half, double), { minLength: 40, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(ratios, async (clvs) => {
      const rows = [...clvs, 6421697.37965].map((clv, i) => ({ customer_id: `c${i}`, clv }))
      await using fixture = await openFixture({
        'silver.customers': rows,
        'gold.customer_analytics': rows,
      })
      const shown = rows.map(({ clv }) => money(clv))
      for (const limit of [...shown, '+0', '-0.00001', '+0.12345']) {
        for (const operator of ['eq', 'gte', 'gt', 'lte', 'lt']) {
          const clv = { [operator]: limit }
          const expected = shown.filter((value) => withinDecimals(value, clv)).length
          const found = await customers.count(fixture.reader, { clv })
          expect(found, JSON.stringify(clv)).toBe(expected)
        }
      }
    }),
    { numRuns: 3 },
  )
})
