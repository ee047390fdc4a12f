import { expect, test } from 'vitest'
import { framesOf } from '../../../gateway/live/frames.ts'
import { openMember } from '../../../gateway/live/member.ts'
import { type Unsent, openUnsent } from '../../../gateway/live/unsent.ts'

test('what was missed is told in parts, so that who reads is not cut over it', async () => {
  let unsent = 0
  let most = 0
  let told = 0
  let cuts = 0
  const outlet = {
    send({ payloads }: { readonly payloads: readonly string[] }) {
      told += payloads.length
      unsent += payloads.join('').length
      most = Math.max(most, unsent)
      setTimeout(() => (unsent = 0), 1)
    },
    end: () => {},
    drop: () => {},
    unsentBytes: () => unsent,
    onLeft: () => {},
  }
  const member = openMember(outlet, {
    unsent: openUnsent(),
    onSent: () => {},
    onCut: () => (cuts += 1),
  })
  await member.sendAndWait(framesOf(Array.from({ length: 1000 }, () => 'x'.repeat(3000))))
  expect({ told, cuts }).toEqual({ told: 1000, cuts: 0 })
  expect(most).toBeLessThan(200_000)
})

/** A subscriber that takes all or nothing, until it leaves. */
function memberOf(unsent: Unsent, takes: boolean) {
  const seen = { cuts: 0, dropped: 0 }
  let waiting = 0
  const leaving = new AbortController()
  const outlet = {
    send: ({ payloads }: { readonly payloads: readonly string[] }) =>
      (waiting += takes ? 0 : payloads.join('').length),
    end: () => {},
    drop: () => (seen.dropped += 1),
    unsentBytes: () => waiting,
    onLeft: (leave: () => void) => leaving.signal.addEventListener('abort', leave),
  }
  const member = openMember(outlet, { unsent, onSent: () => {}, onCut: () => (seen.cuts += 1) })
  return { ...member, seen, leaves: () => leaving.abort() }
}

test('many who take nothing are cut before each of them waits for a megabyte, and what waits goes with them; who reads stays', () => {
  const unsent = openUnsent()
  const reading = memberOf(unsent, true)
  const stalled = Array.from({ length: 200 }, () => memberOf(unsent, false))
  const frames = framesOf(['x'.repeat(700_000)])
  for (const member of [...stalled, reading]) member.send(frames)
  const gone = 200 - Math.floor(128_000_000 / 700_000)
  expect(stalled.filter(({ seen }) => seen.cuts === 1 && seen.dropped === 1)).toHaveLength(gone)
  expect(stalled.filter(({ seen }) => seen.cuts === 0)).toHaveLength(200 - gone)
  expect(reading.left.aborted).toBe(false)
  for (const member of stalled) member.leaves()
  expect(unsent.isTooMuch()).toBe(false)
})

test('what waits for those that are cut counts until they are gone', () => {
  const unsent = openUnsent()
  const cut = Array.from({ length: 100 }, () => memberOf(unsent, false))
  for (const member of cut) member.send(framesOf(['x'.repeat(1_300_000)]))
  expect(cut.map(({ seen }) => seen.cuts)).toEqual(cut.map(() => 1))
  expect(unsent.isTooMuch()).toBe(true)
  for (const member of cut) member.leaves()
  expect(unsent.isTooMuch()).toBe(false)
})
