/** How many events are run at once: as many as give results of about one length, whatever is asked of each. */
export interface Portion {
  readonly events: () => number
  /** What that many events gave. */
  readonly gave: (payloads: readonly (string | undefined)[]) => void
}

const EVENTS_MAX = 500
/** Before it is known how much one gives. */
const EVENTS_FIRST = 10
/** Results that wait to be sent are in memory, of every subscription that differs. */
const CHARS = 128_000

export function openPortion(): Portion {
  let events = EVENTS_FIRST
  return {
    events: () => events,
    gave(payloads) {
      const chars = payloads.reduce((sum, payload) => sum + (payload?.length ?? 0), 0)
      const fitting = chars === 0 ? EVENTS_MAX : Math.floor((payloads.length * CHARS) / chars)
      events = Math.min(EVENTS_MAX, Math.max(1, fitting))
    },
  }
}
