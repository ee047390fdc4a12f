import * as fc from 'fast-check'
import type {
  DayRange,
  IntFilter,
  RangeFilter,
  StringFilter,
} from '../../lakehouse/serving/predicates.ts'
import type { Where } from '../../lakehouse/serving/where.ts'
import { bounded } from '../../resolvers/bounds.ts'
import { word } from './any-cell.ts'

/** Mostly null: the more is asked, the fewer rows fit. */
export const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: value, weight: 1 })

/** Whole cells and parts of them. */
export const words = fc.oneof(word, fc.constantFrom('a', 'AN', 'ã', '%', '_', "'"))

export const stringFilter: fc.Arbitrary<StringFilter> = fc.record(
  {
    eq: seldom(words),
    in: seldom(fc.array(words, { maxLength: 3 })),
    startsWith: seldom(words),
    contains: seldom(words),
    isNull: seldom(fc.boolean()),
  },
  { requiredKeys: [] },
)

export const range = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<RangeFilter<T>> =>
  fc.record(
    {
      eq: seldom(value),
      gte: seldom(value),
      gt: seldom(value),
      lte: seldom(value),
      lt: seldom(value),
      isNull: seldom(fc.boolean()),
    },
    { requiredKeys: [] },
  )

export const decimalFilter = range(
  fc.constantFrom(
    '-1.5',
    '0',
    '-0.0001',
    '0.0001',
    '0.3333',
    '1.0001',
    '10',
    '10.00005',
    '+10.0001',
    '-2.50001',
  ),
)

const int = fc.integer({ min: -1, max: 4 })
export const intFilter: fc.Arbitrary<IntFilter> = fc
  .tuple(range(int), seldom(fc.array(int, { maxLength: 3 })))
  .map(([compared, list]) => ({ ...compared, in: list }))

const day = fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-02', '2026-03-02')
export const dayRange: fc.Arbitrary<DayRange> = fc.record(
  { from: fc.option(day), to: fc.option(day) },
  { requiredKeys: [] },
)

/** Combinations of such filters that a client may ask for. */
export function combined<F extends Where<F>>(filter: fc.Arbitrary<F>): fc.Arbitrary<F> {
  return nested(filter, 2).filter(isAllowed)
}

function nested<F extends Where<F>>(filter: fc.Arbitrary<F>, depth: number): fc.Arbitrary<F> {
  if (depth === 0) return filter
  const part = nested(filter, depth - 1)
  const parts = fc.array(part, { maxLength: 2 })
  return fc.oneof(
    filter,
    fc
      .tuple(filter, fc.record({ and: parts, or: parts, not: part }, { requiredKeys: [] }))
      .map(([all, more]) => ({ ...all, ...more })),
  )
}

function isAllowed(where: object): boolean {
  try {
    return bounded(where) !== null
  } catch {
    return false
  }
}
