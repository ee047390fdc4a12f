import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeGlobalId, encodeGlobalId } from '../../resolvers/global-id.ts'

test('a global id gives its type and key back, whatever the key holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (id) => {
      expect(decodeGlobalId(encodeGlobalId('Customer', id))).toEqual({ typename: 'Customer', id })
    }),
  )
})

test.each(['', 'abc', 'Customer:u01', 'Q3VzdG9tZXI', '='])('%j is refused', (text) => {
  expect(() => decodeGlobalId(text)).toThrow('is no global id')
})
