import { setTimeout as delay } from 'node:timers/promises'

/** How fast events are sent. */
export interface Pace {
  /** Events that are sent at once. */
  readonly batchSize: number
  /** Waits until the next are due after `sent` of them. Errors: the reason of the signal. */
  readonly due: (sent: number, signal: AbortSignal) => Promise<void>
}

const BATCH_MAX = 1000
const BATCHES_A_SECOND = 10

/** `rate`: events a second, from the first; 0: as fast as it goes. */
export function startPace(rate: number): Pace {
  if (rate === 0) return { batchSize: BATCH_MAX, due: async (_, signal) => signal.throwIfAborted() }
  const started = performance.now()
  return {
    batchSize: Math.min(BATCH_MAX, Math.ceil(rate / BATCHES_A_SECOND)),
    async due(sent, signal) {
      signal.throwIfAborted()
      const ms = started + (sent / rate) * 1000 - performance.now()
      if (ms > 0) await delay(ms, undefined, { signal })
    },
  }
}
