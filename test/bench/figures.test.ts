import { expect, test } from 'vitest'
import { difference } from '../../bench/figures.ts'

const OURS = {
  cohorts: [
    { month: '2024-11-01', customers: '2', cells: [{ since: 0, revenue: '12.5000' }] },
    { month: '2024-12-01', customers: '1', cells: [{ since: 0, revenue: '7.2500' }] },
  ],
}

test('an answer equals another of other names, another shape and another order', () => {
  const flat = [
    { cohort_month: '2024-12-01', size: 1, months_since: 0, revenue: 7.25 },
    { cohort_month: '2024-11-01', size: 2, months_since: 0, revenue: 12.5 },
  ]
  expect(difference(OURS, flat)).toBeUndefined()
})

test('where a page ends is no figure', () => {
  const pageInfo = { hasNextPage: true, endCursor: 'x' }
  expect(difference({ customers: { nodes: [{ name: 'Ada' }], pageInfo } }, [['Ada']])).toBe(
    undefined,
  )
})

test.each([
  { name: 'spelt with a space and an offset', instant: '2026-02-08 18:59:50+00' },
  { name: 'spelt with microseconds', instant: '2026-02-08T18:59:50.000000Z' },
])('an instant is the same when it is $name', ({ instant }) => {
  expect(difference([{ at: '2026-02-08T18:59:50.000Z' }], [{ at: instant }])).toBeUndefined()
})

test('an amount of four decimals equals the double that it was rounded from', () => {
  expect(difference([{ clv: '152900.6705' }], [{ clv: 152_900.670_522 }])).toBeUndefined()
  expect(difference([{ clv: '152900.6705' }], [{ clv: 152_900.671 }])).toBe(
    '"152900.671" instead of "152900.6705"',
  )
})

test('a row that is missing and a name that differs are told', () => {
  expect(difference(OURS, [])).toBe('0 rows instead of 2')
  expect(difference([{ name: 'Ada' }], [{ name: 'Eva' }])).toBe('"Eva" instead of "Ada"')
})

test('nothing is not zero', () => {
  expect(difference([{ growth: null }], [{ growth: 0 }])).toBe('"0" instead of "null"')
})
