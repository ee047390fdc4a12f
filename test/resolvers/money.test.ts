import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '../../resolvers/money.ts'

test.each([
  [0, '0.0000'],
  [-0, '0.0000'],
  [1, '1.0000'],
  [1.00005, '1.0001'],
  [-1.00005, '-1.0001'],
  [1.000049999, '1.0000'],
  [-0.00001, '0.0000'],
  [0.00005, '0.0001'],
  [1e-7, '0.0000'],
  [1478.622592, '1478.6226'],
  [123456789012.34567, '123456789012.3457'],
  [1e21, '1000000000000000000000.0000'],
])('%d is %s', (ratio, shown) => {
  expect(money(ratio)).toBe(shown)
})

test('an amount of four decimals is shown as it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (units) => {
      const sign = units < 0 ? '-' : ''
      const digits = String(Math.abs(units)).padStart(5, '0')
      const text = `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`
      expect(money(Number(text))).toBe(text)
    }),
  )
})

test('no ratio is no amount', () => {
  expect(money(null)).toBeNull()
})
