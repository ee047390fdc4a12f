import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockFrom } from '../../jobs/stream/simulate/clock.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')
const anyStep = fc.oneof(fc.nat(200), fc.nat(20_000), fc.integer({ min: -20_000, max: 0 }))

test('the clock goes as the wall clock, five seconds at a time at most, never back nor ahead', () => {
  const anyStart = fc.integer({ min: NOW - 30_000, max: NOW })
  fc.assert(
    fc.property(anyStart, fc.array(anyStep, { maxLength: 40 }), (from, steps) => {
      let wall = NOW
      let latest = NOW
      const clock = clockFrom(from, () => wall)
      let before = from
      for (const step of steps) {
        wall += step
        latest = Math.max(latest, wall)
        const at = clock()
        expect(at - before).toBeLessThanOrEqual(5000)
        expect(at).toBeGreaterThanOrEqual(before)
        expect(at).toBeLessThanOrEqual(latest)
        before = at
      }
    }),
  )
})

test('behind the wall clock it goes as fast', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { maxLength: 40 }), (steps) => {
      let wall = NOW
      const clock = clockFrom(NOW - 86_400_000, () => wall)
      for (const step of steps) {
        wall += step
        expect(clock()).toBe(wall - 86_400_000)
      }
    }),
  )
})
