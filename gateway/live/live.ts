import type { Callers } from '../callers/callers.ts'
import type { Log } from '../watching/log.ts'
import type { Metrics } from '../watching/metrics.ts'
import { type Followed, openFeeds } from './feeds.ts'
import { type NoteRead, openGroups } from './groups.ts'
import { openMember } from './member.ts'
import type { Outlet } from './outlet.ts'
import { openSubscribers } from './subscribers.ts'
import type { Subscription } from './subscription.ts'
import type { Telling } from './telling.ts'
import { openUnsent } from './unsent.ts'

/** Who subscribes, and to what. */
interface Subscribing {
  readonly subscription: Subscription
  readonly requestId: string
  /** What it said who it is by. */
  readonly authorization: string | undefined
  readonly outlet: Outlet
}

/** The subscriptions of a gateway, whichever way they come. */
export interface Live {
  /**
   * Tells a subscriber what comes until it leaves; resolves once it misses nothing.
   *
   * Errors, and then the outlet was not ended: `RATE_LIMITED`, `UNAVAILABLE`, `CURSOR_EXPIRED`.
   */
  readonly subscribe: (subscribing: Subscribing) => Promise<void>
  readonly subscribers: () => number
  /** Subscriptions that differ: each is run once an event. */
  readonly groups: () => number
  /** Ends all of them. */
  readonly close: () => void
}

export interface SubscriptionLimits {
  /** Subscriptions that one caller may have at once. */
  readonly perCaller: number
  /** Of all callers. */
  readonly max: number
}

export interface LiveOptions extends Telling, Followed {
  readonly callers: Pick<Callers, 'of'>
  readonly limits: SubscriptionLimits
  readonly metrics: Pick<Metrics, 'told' | 'cut'>
  /** Gets who was told what is personal. */
  readonly audit: Log
}

export function openLive(options: LiveOptions): Live {
  const { metrics, audit } = options
  const unsent = openUnsent()
  const groups = openGroups({ ...options, feeds: openFeeds(options) })
  const subscribers = openSubscribers({ ...options, ...options.limits })

  async function subscribe({ subscription, requestId, authorization, outlet }: Subscribing) {
    const { caller, operation } = subscription
    const member = openMember(outlet, { unsent, onSent: metrics.told, onCut: metrics.cut })
    const leave = subscribers.enter({ caller, headers: { authorization }, end: member.end })
    member.left.addEventListener('abort', leave, { once: true })
    if (member.left.aborted) return leave()
    const noteRead = onceNoted((publicationId) =>
      audit.info(
        { audit: 'personal', requestId, caller: caller.name, operation, publicationId },
        'personal data was read',
      ),
    )
    try {
      await groups.join(subscription, member, noteRead)
    } catch (error) {
      member.leave()
      throw error
    }
  }

  return {
    subscribe,
    subscribers: subscribers.count,
    groups: groups.size,
    close: subscribers.close,
  }
}

function onceNoted(note: NoteRead): NoteRead {
  let isNoted = false
  return (publicationId) => {
    if (!isNoted) note(publicationId)
    isNoted = true
  }
}
