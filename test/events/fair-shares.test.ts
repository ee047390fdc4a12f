import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fairShares } from '../../lakehouse/events/fair-shares.ts'

const sum = (values: readonly number[]) => values.reduce((some, value) => some + value, 0)

test('all is dealt out that is wanted; nobody gets more than it wants, and none much less than another that wants more', () => {
  const wanted = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(wanted, fc.nat(300), (all, total) => {
      const shares = fairShares(all, total)
      expect(sum(shares)).toBe(Math.min(total, sum(all)))
      const least = Math.min(...shares.filter((share, index) => share < all[index]!))
      all.forEach((want, index) => {
        expect(shares[index]).toBeLessThanOrEqual(want)
        expect(shares[index]! - least).toBeLessThanOrEqual(1)
      })
    }),
  )
})
