import { expect, test } from 'vitest'
import { addDays, daysBefore, yearBefore } from '../../lakehouse/serving/day.ts'

test.each([
  { of: ['2016-02-01', '2016-02-29'], is: ['2015-02-01', '2015-03-01'] },
  { of: ['2016-02-29', '2016-03-01'], is: ['2015-03-01', '2015-03-01'] },
  { of: ['2016-02-01', '2016-03-01'], is: ['2015-02-01', '2015-03-01'] },
  { of: ['2017-02-01', '2017-03-01'], is: ['2016-02-01', '2016-03-01'] },
])('the same dates a year before $of are $is', ({ of: [from, to], is }) => {
  expect(yearBefore({ from: from!, to: to! })).toEqual({ from: is[0], to: is[1] })
})

test('the range before has the same length', () => {
  expect(daysBefore({ from: '2026-03-01', to: '2026-03-29' })).toEqual({
    from: '2026-02-01',
    to: '2026-03-01',
  })
})

test('days go over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
})

test('no day is before 0001-01-01', () => {
  const days = { from: '0001-01-01', to: '0001-01-03' }
  expect(addDays('0001-01-02', -5)).toBe('0001-01-01')
  expect(daysBefore(days)).toEqual({ from: '0001-01-01', to: '0001-01-01' })
  expect(yearBefore(days)).toEqual({ from: '0001-01-01', to: '0001-01-01' })
})
