import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePath, encodePath } from '../../lakehouse/delta/path.ts'
import { code } from '../engines/sales.ts'

test('a folder that is escaped already is escaped again', () => {
  expect(encodePath('p=a%20b/part-1.parquet')).toBe('p=a%2520b/part-1.parquet')
})

test('any path below a table is found again', () => {
  const name = fc.string({ minLength: 1 }).filter((part) => !/[/\\:]/.test(part) && part !== '..')
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (parts) => {
      expect(decodePath(encodePath(parts.join('/')))).toBe(parts.join('/'))
    }),
  )
})

test('a path that is not URI-encoded is refused', () => {
  expect(() => decodePath('p=%E9/part.parquet')).toThrow(code('LOG_CORRUPT'))
})
