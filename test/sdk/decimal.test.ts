import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal } from '../../sdk/index.ts'

const digits = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength }).map((each) => each.join(''))

/** Any text that the gateway may give, and longer. */
const text = fc
  .tuple(fc.constantFrom('', '-'), digits(30), fc.option(digits(12)))
  .map(([sign, whole, part]) => `${sign}${whole}${part === null ? '' : `.${part}`}`)
const decimal = text.map((each) => Decimal.of(each))

const SCALE = 12
/** Counted in units of the twelfth decimal. */
const units = ({ text: each }: Decimal) => {
  const [whole = '', part = ''] = each.split('.')
  return BigInt(whole + part.padEnd(SCALE, '0'))
}

test('a decimal prints as it was written, also in JSON and in text', () => {
  fc.assert(
    fc.property(text, (each) => {
      const value = Decimal.of(each)
      expect([value.text, String(value), value.toString()]).toEqual([each, each, each])
      expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value: each })
    }),
  )
})

test('sums, differences and products are exact', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      expect(units(a.plus(b))).toBe(units(a) + units(b))
      expect(units(a.minus(b))).toBe(units(a) - units(b))
      expect(a.times(b).minus(b.times(a)).compare(0n)).toBe(0)
    }),
  )
})

test('a product with a sum is the sum of products', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(a.times(b.plus(c)).compare(a.times(b).plus(a.times(c)))).toBe(0)
    }),
  )
})

test('decimals compare as numbers', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const expected = units(a) < units(b) ? -1 : Number(units(a) > units(b))
      expect(a.compare(b)).toBe(expected)
    }),
  )
})

test.each([
  { sum: ['0.1', '0.2'], is: '0.3' },
  { sum: ['100.0000', '-100.0000'], is: '0.0000' },
  { sum: ['-0.05', '0.005'], is: '-0.045' },
  { sum: ['99999999999999999999.9999', '0.0001'], is: '100000000000000000000.0000' },
  { sum: [], is: '0' },
])('$sum is $is in all', ({ sum, is }) => {
  expect(Decimal.sum(sum.map((each) => Decimal.of(each))).text).toBe(is)
})

test('the scale of a product is the sum of both', () => {
  expect(Decimal.of('1.50').times('0.25').text).toBe('0.3750')
  expect(Decimal.of('-3').times(4n).text).toBe('-12')
})

test.each(['', ' 1', '1e5', '1.', '.5', '0x10', 'NaN', 'Infinity', '1,5', '--1', '+1'])(
  '%j is no decimal',
  (each) => {
    expect(() => Decimal.of(each)).toThrow(RangeError)
  },
)

test('signs of arithmetic throw, since they would compare text or lose digits', () => {
  const [a, b] = [Decimal.of('9'), Decimal.of('10')]
  expect(() => a < b).toThrow(TypeError)
  expect(() => Number(a)).toThrow(TypeError)
})

test('Intl formats the text without loss', () => {
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: 4 })
  expect(format.format(Decimal.of('12345678901234567890.1234').text)).toBe(
    '12,345,678,901,234,567,890.1234',
  )
})
