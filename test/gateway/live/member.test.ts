import { expect, test } from 'vitest'
import { framesOf } from '../../../gateway/live/frames.ts'
import { openMember } from '../../../gateway/live/member.ts'

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
  const member = openMember(outlet, { onSent: () => {}, onCut: () => (cuts += 1) })
  await member.sendAndWait(framesOf(Array.from({ length: 1000 }, () => 'x'.repeat(3000))))
  expect({ told, cuts }).toEqual({ told: 1000, cuts: 0 })
  expect(most).toBeLessThan(200_000)
})
