import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CursorScope, decodeCursor, encodeCursor } from '../../resolvers/cursor.ts'

const scope: CursorScope = ['orders', { status: ['PENDING'] }, [{ by: 'TOTAL', direction: 'ASC' }]]
const refusal = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } })

test('a cursor gives its place back, whatever it holds', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ unit: 'binary' }))), (place) => {
      expect(decodeCursor(encodeCursor(place, scope), scope)).toEqual(place)
    }),
  )
})

test.each<[string, CursorScope]>([
  ['noun', ['customers', scope[1], scope[2]]],
  ['filter', ['orders', { status: ['SHIPPED'] }, scope[2]]],
  ['order', ['orders', scope[1], [{ by: 'TOTAL', direction: 'DESC' }]]],
])('a cursor of another %s is refused', (_, other) => {
  expect(() => decodeCursor(encodeCursor(['1', null], scope), other)).toThrow(refusal)
})

test('an argument that is null is an argument that is absent', () => {
  const cursor = encodeCursor(['1'], ['orders', { status: null }, []])
  expect(decodeCursor(cursor, ['orders', {}, []])).toEqual(['1'])
})

test('a cursor with any character changed is refused', () => {
  const cursor = encodeCursor(['12.5000', null, 'c1'], scope)
  for (let i = 0; i < cursor.length - 1; i++) {
    const changed = `${cursor.slice(0, i)}${cursor[i] === 'A' ? 'B' : 'A'}${cursor.slice(i + 1)}`
    expect(() => decodeCursor(changed, scope), changed).toThrow(refusal)
  }
})

test('what is no cursor is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodeCursor(text, scope)).toThrow(refusal)
    }),
  )
})
