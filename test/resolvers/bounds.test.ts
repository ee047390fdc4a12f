import { expect, test } from 'vitest'
import { bounded, forward, within } from '../../resolvers/bounds.ts'

const refusal = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } })

const pairs = (count: number) => ({
  or: Array.from({ length: count }, () => ({ city: { eq: 'a', contains: 'b' } })),
})

const list = (count: number) => ({ city: { in: Array.from({ length: count }, String) } })

function nested(depth: number): object {
  return depth === 1 ? { isActive: true } : { not: nested(depth - 1) }
}

test('a filter may be five deep', () => {
  expect(bounded(nested(5))).toEqual(nested(5))
  expect(() => bounded(nested(6))).toThrow(refusal)
})

test('a filter may hold fifty predicates, each operator being one', () => {
  expect(bounded(pairs(25))).toEqual(pairs(25))
  expect(() => bounded({ ...pairs(25), isActive: true })).toThrow('50 predicates, not 51')
})

test('a filter may list 500 values', () => {
  expect(bounded(list(500))).toEqual(list(500))
  expect(() => bounded(list(501))).toThrow(refusal)
})

test('a range that ends before it starts is refused, also inside a filter', () => {
  const range = { from: '2026-02-01', to: '2026-01-31' }
  expect(() => forward(range)).toThrow('from 2026-02-01 to 2026-01-31')
  expect(() => bounded({ not: { ordered: range } })).toThrow(refusal)
  expect(forward({ from: '2026-01-01', to: '2026-01-01' })).toBeTruthy()
})

test.each([0, -1, 501])('%d is not within 1 and 500', (value) => {
  expect(() => within('first', value, 500)).toThrow(`first must be from 1 to 500, not ${value}`)
})
