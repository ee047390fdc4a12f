import { expect, test } from 'vitest'
import { framesOf } from '../../../gateway/live/frames.ts'
import { openMember } from '../../../gateway/live/member.ts'
import { openUnsent } from '../../../gateway/live/unsent.ts'

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

test('many who take nothing are cut before each of them waits for a megabyte; who reads stays', () => {
  const unsent = openUnsent()
  let cuts = 0
  const memberWith = (takes: boolean) => {
    let waiting = 0
    return openMember(
      {
        send: ({ payloads }) => (waiting += takes ? 0 : payloads.join('').length),
        end: () => {},
        unsentBytes: () => waiting,
        onLeft: () => {},
      },
      { unsent, onSent: () => {}, onCut: () => (cuts += 1) },
    )
  }
  const reading = memberWith(true)
  const stalled = Array.from({ length: 200 }, () => memberWith(false))
  const frames = framesOf(['x'.repeat(700_000)])
  for (const member of [...stalled, reading]) member.send(frames)
  expect(cuts).toBe(200 - Math.floor(128_000_000 / 700_000))
  expect(reading.left.aborted).toBe(false)
  for (const member of stalled) member.leave()
  expect(unsent.isTooMuch()).toBe(false)
})
