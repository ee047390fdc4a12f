import type { Picked } from '../../resolvers/following.ts'
import { framesOf } from './frames.ts'
import type { Member } from './member.ts'
import { openPortion } from './portion.ts'
import type { Results } from './telling.ts'

/** Tells a member what it missed, in its pace: no more results are made before it has taken most of the last ones. */
export function openMissed(
  member: Member,
  results: (picked: readonly Picked[]) => Promise<Results>,
): (missed: readonly Picked[]) => Promise<void> {
  const portion = openPortion()
  return async (missed) => {
    for (let told = 0; told < missed.length && !member.left.aborted;) {
      const picked = missed.slice(told, told + portion.events())
      const { payloads } = await results(picked)
      portion.gave(payloads)
      const wanted = payloads.filter((payload) => payload !== undefined)
      if (wanted.length > 0) await member.sendAndWait(framesOf(wanted))
      told += picked.length
    }
  }
}
