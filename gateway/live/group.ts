import type { Picked } from '../../resolvers/following.ts'
import { refusal } from '../../resolvers/refusal.ts'
import { type Frames, framesOf } from './frames.ts'
import type { Member } from './member.ts'
import { openPortion } from './portion.ts'

/** Subscribers that are told the same: each event is run once for all of them. */
export interface Group {
  /** From the next event on; a group that has ended ends it too. */
  readonly add: (member: Member) => void
  readonly remove: (member: Member) => void
  /** Nothing that comes is told any more. */
  readonly hasEnded: () => boolean
  /** What comes next. */
  readonly take: (picked: readonly Picked[]) => void
  readonly end: (error: unknown) => void
}

export interface GroupOptions {
  /** One an event; undefined for what was not asked for. */
  readonly results: (picked: readonly Picked[]) => Promise<readonly (string | undefined)[]>
  readonly endMember: (member: Member, error: unknown) => void
}

/** Events that wait to be run; more of them come faster than they can be told. */
const WAITING_MAX = 10_000

interface Numbered {
  readonly number: number
  readonly payload: string
}

export function openGroup({ results, endMember }: GroupOptions): Group {
  /** With the number of the last event that came before each. */
  const members = new Map<Member, number>()
  const portion = openPortion()
  let waiting: Picked[] = []
  let taken = 0
  let isRunning = false
  let ended: { readonly error: unknown } | undefined

  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    try {
      while (waiting.length > 0 && members.size > 0) await tellNext()
    } catch (error) {
      end(error)
    } finally {
      isRunning = false
    }
  }

  async function tellNext(): Promise<void> {
    const first = taken - waiting.length + 1
    const picked = waiting.slice(0, portion.events())
    waiting = waiting.slice(picked.length)
    const payloads = await results(picked)
    portion.gave(payloads)
    tell(
      payloads.flatMap((payload, i) =>
        payload === undefined ? [] : [{ number: first + i, payload }],
      ),
      first - 1,
    )
  }

  function tell(told: readonly Numbered[], before: number): void {
    if (told.length === 0) return
    const all = framesFrom(told)
    for (const [member, joinedAt] of members) {
      if (joinedAt <= before) member.send(all)
      else {
        const later = told.filter(({ number }) => number > joinedAt)
        if (later.length > 0) member.send(framesFrom(later))
      }
    }
  }

  function end(error: unknown): void {
    ended ??= { error }
    waiting = []
    for (const member of members.keys()) endMember(member, error)
    members.clear()
  }

  return {
    add(member) {
      if (ended) endMember(member, ended.error)
      else members.set(member, taken)
    },
    remove: (member) => void members.delete(member),
    hasEnded: () => ended !== undefined,
    take(picked) {
      if (picked.length === 0 || ended) return
      taken += picked.length
      // Whoever is added later is told what comes later.
      waiting = members.size === 0 ? [] : [...waiting, ...picked]
      if (waiting.length > WAITING_MAX) end(TOO_MANY)
      else void run()
    },
    end,
  }
}

const framesFrom = (told: readonly Numbered[]): Frames =>
  framesOf(told.map(({ payload }) => payload))

const TOO_MANY = refusal(
  'SLOW_CONSUMER',
  'events came faster than this subscription can be answered: ask for less of each, and go on from the last cursor',
)
