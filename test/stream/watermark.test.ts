import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { watermarkOf } from '../../jobs/stream/watermark.ts'

const NOW = 1_000_000_000
const LATENESS = 120_000

type Partitions = Record<string, { latest?: number | undefined; readAt?: number }>

const heard = (partitions: Partitions) =>
  new Map(
    Object.entries(partitions).map(([name, { latest, readAt = NOW }]) => [
      name,
      { latest, readAt },
    ]),
  )

const at = (
  partitions: Partitions,
  { unread = [], before }: { unread?: string[]; before?: number } = {},
) =>
  watermarkOf(heard(partitions), {
    unread: new Set(unread),
    before,
    latenessMs: LATENESS,
    now: NOW,
  })

test('it is the least of the partitions, less the lateness', () => {
  expect(at({ a: { latest: 900_000 }, b: { latest: 800_000 } })).toBe(680_000)
})

test('a partition that was silent for 30 seconds leaves, unless something of it is unread', () => {
  const partitions = { a: { latest: 900_000 }, b: { latest: 800_000, readAt: NOW - 30_000 } }
  expect(at(partitions)).toBe(780_000)
  expect(at(partitions, { unread: ['b'] })).toBe(680_000)
  expect(at({ b: { latest: 800_000, readAt: NOW - 60_000 } })).toBe(680_000)
})

test('it does not move while a partition waits to be read for the first time', () => {
  expect(at({ a: { latest: 900_000 } }, { unread: ['b'] })).toBeUndefined()
  expect(at({ a: { latest: 900_000 }, b: {} }, { unread: ['b'], before: 5 })).toBe(5)
  expect(at({ a: { latest: 900_000 }, b: {} })).toBe(780_000)
})

test('it never goes back, and never passes an event of a partition that is read', () => {
  const partition = fc.record({
    latest: fc.option(fc.integer({ min: LATENESS, max: NOW }), { nil: undefined }),
    readAt: fc.integer({ min: NOW - 60_000, max: NOW }),
  })
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), partition),
      fc.subarray(['a', 'b', 'c', 'd']),
      fc.option(fc.integer({ min: 0, max: NOW }), { nil: undefined }),
      (partitions, unread, before) => {
        const watermark = at(partitions, { unread, ...(before === undefined ? {} : { before }) })
        const active = Object.entries(partitions).filter(
          ([name, { readAt }]) => unread.includes(name) || NOW - readAt < 30_000,
        )
        const least = Math.min(...active.map(([, { latest }]) => latest ?? Infinity))
        expect(watermark ?? 0).toBeGreaterThanOrEqual(before ?? 0)
        expect(watermark ?? 0).toBeLessThanOrEqual(Math.max(before ?? 0, least - LATENESS, 0))
      },
    ),
  )
})
