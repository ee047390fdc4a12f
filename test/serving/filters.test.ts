import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CustomerFilter, customers } from '../../lakehouse/serving/customers.ts'
import type {
  DayRange,
  IntFilter,
  RangeFilter,
  StringFilter,
} from '../../lakehouse/serving/predicates.ts'
import { money } from '../../resolvers/money.ts'
import { openFixture } from './fixture.ts'
import { type AnyCustomer, any, anyCustomers, customerTables } from './shop.ts'

const decimal = fc.constantFrom('-1.5', '0', '10', '10.0001', '10.00005', '0.3333', '12345.678')
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const words = any.word.map((word) => word ?? '')

const stringFilter: fc.Arbitrary<StringFilter> = fc.record(
  {
    eq: optional(words),
    in: optional(fc.array(words, { maxLength: 3 })),
    startsWith: optional(words),
    contains: optional(words),
    isNull: optional(fc.boolean()),
  },
  { requiredKeys: [] },
)

const range = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<RangeFilter<T>> =>
  fc.record(
    {
      eq: optional(value),
      gte: optional(value),
      gt: optional(value),
      lte: optional(value),
      lt: optional(value),
      isNull: optional(fc.boolean()),
    },
    { requiredKeys: [] },
  )

const int = fc.integer({ min: -1, max: 4 })
const intFilter: fc.Arbitrary<IntFilter> = fc
  .tuple(range(int), optional(fc.array(int, { maxLength: 3 })))
  .map(([compared, list]) => ({ ...compared, in: list }))

const day = fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-02', '2026-03-02')
const dayRange: fc.Arbitrary<DayRange> = fc.record(
  { from: optional(day), to: optional(day) },
  { requiredKeys: [] },
)

const PREDICATES = {
  segment: fc.array(any.segment, { maxLength: 3 }),
  country: stringFilter,
  clv: range(decimal),
  revenue: range(decimal),
  orders: intFilter,
  recencyDays: intFilter,
  registered: dayRange,
  isActive: fc.boolean(),
  search: words,
}

/** One predicate or two, or a combination of smaller filters. */
function filterOf(depth: number): fc.Arbitrary<CustomerFilter> {
  const leaf = fc
    .subarray(Object.keys(PREDICATES), { minLength: 0, maxLength: 2 })
    .chain((names) => fc.record(PREDICATES, { requiredKeys: [] }).map((all) => only(all, names)))
  if (depth === 0) return leaf
  const part = filterOf(depth - 1)
  const parts = fc.array(part, { maxLength: 2 })
  return fc.oneof(
    leaf,
    fc
      .tuple(leaf, fc.record({ and: parts, or: parts, not: part }, { requiredKeys: [] }))
      .map(([all, more]) => ({ ...all, ...more })),
  )
}

function only(filter: CustomerFilter, names: readonly string[]): CustomerFilter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => names.includes(name)))
}

/** The specification, one row at a time. */
function fits(row: AnyCustomer, where: CustomerFilter): boolean {
  return [
    ...(where.and ?? []).map((part) => fits(row, part)),
    ...(where.or ? [where.or.some((part) => fits(row, part))] : []),
    ...(where.not ? [!fits(row, where.not)] : []),
    ...(where.segment ? [where.segment.includes(String(row.segment))] : []),
    ...(where.country ? [matches(row.country, where.country)] : []),
    ...(where.clv ? [within(shown(row.clv), scaled(where.clv))] : []),
    ...(where.revenue ? [within(units(row.revenue), scaled(where.revenue))] : []),
    ...(where.orders ? [withinInts(row.orders, where.orders)] : []),
    ...(where.recencyDays ? [withinInts(row.recency_days, where.recencyDays)] : []),
    ...(where.registered ? [withinDays(row.registered_at, where.registered)] : []),
    ...(where.isActive === undefined ? [] : [row.is_active === where.isActive]),
    ...(where.search === undefined
      ? []
      : [[row.name, row.email].some((value) => matches(value, { contains: where.search }))]),
  ].every(Boolean)
}

function matches(
  value: unknown,
  { eq, in: list, startsWith, contains, isNull }: StringFilter,
): boolean {
  const text = typeof value === 'string' ? value : null
  return [
    eq === undefined || text === eq,
    list === undefined || (text !== null && list?.includes(text)),
    startsWith === undefined || text?.toLowerCase().startsWith(startsWith!.toLowerCase()),
    contains === undefined || text?.toLowerCase().includes(contains!.toLowerCase()),
    isNull === undefined || (text === null) === isNull,
  ].every(Boolean)
}

function within<T extends bigint | number>(
  value: T | null,
  { eq, gte, gt, lte, lt, isNull }: RangeFilter<T>,
): boolean {
  return [
    eq === undefined || value === eq,
    gte === undefined || (value !== null && value >= gte!),
    gt === undefined || (value !== null && value > gt!),
    lte === undefined || (value !== null && value <= lte!),
    lt === undefined || (value !== null && value < lt!),
    isNull === undefined || (value === null) === isNull,
  ].every(Boolean)
}

function withinInts(value: unknown, { in: list, ...compared }: IntFilter): boolean {
  const number = typeof value === 'number' ? value : null
  return within(number, compared) && (!list || (number !== null && list.includes(number)))
}

/** São Paulo was three hours behind. */
function withinDays(value: unknown, { from, to }: DayRange): boolean {
  if (typeof value !== 'string') return from === undefined && to === undefined
  const local = new Date(Date.parse(value) - 3 * 3_600_000).toISOString().slice(0, 10)
  return (from === undefined || local >= from!) && (to === undefined || local < to!)
}

/** Ten decimals as an integer. */
function units(value: unknown): bigint | null {
  if (typeof value !== 'string') return null
  const [whole, fraction = ''] = value.replace('-', '').split('.')
  return BigInt(`${whole}${fraction.padEnd(10, '0')}`) * (value.startsWith('-') ? -1n : 1n)
}

const shown = (value: unknown) => (typeof value === 'number' ? units(money(value)) : null)

function scaled(filter: RangeFilter<string>): RangeFilter<bigint> {
  const read: Record<string, bigint | boolean | null> = {}
  for (const [operator, value] of Object.entries(filter)) {
    if (value !== undefined) read[operator] = typeof value === 'boolean' ? value : units(value)
  }
  return read
}

test('a filter keeps exactly the rows that its words say', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyCustomers,
      fc.array(filterOf(2), { minLength: 30, maxLength: 30 }),
      async (rows, filters) => {
        await using fixture = await openFixture(customerTables(rows))
        for (const where of filters) {
          const slice = { size: 500, isBackward: false, after: null, before: null }
          const page = await customers.page(fixture.reader, { where, orderBy: [] }, slice)
          const expected = rows
            .filter((row) => fits(row, where))
            .map(({ customer_id }) => customer_id)
          expect(
            page.rows.map(({ row }) => row.customerId),
            JSON.stringify(where),
          ).toEqual(expected)
          expect(await customers.count(fixture.reader, where)).toBe(expected.length)
        }
      },
    ),
    { numRuns: 10, interruptAfterTimeLimit: 45_000, markInterruptAsFailure: false },
  )
})
