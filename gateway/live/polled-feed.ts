import { setTimeout as delay } from 'node:timers/promises'
import type { Feed, Listener } from './feed.ts'

export interface PolledFeedOptions<T> {
  readonly everyMs: number
  /** Looks at what there is, and gives how to look for what came since. */
  readonly open: () => Promise<() => Promise<readonly T[]>>
}

/** A feed of what is only found by looking. */
export function openPolledFeed<T>({ everyMs, open }: PolledFeedOptions<T>): Feed<T> {
  const listeners = new Set<Listener<T>>()
  let opening: Promise<() => Promise<readonly T[]>> | undefined
  let stop = new AbortController()

  async function keepLooking(look: () => Promise<readonly T[]>, signal: AbortSignal) {
    while (!signal.aborted) {
      const items = await look()
      if (signal.aborted) return
      if (items.length > 0) for (const { take } of listeners) take(items)
      await delay(everyMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  function start(): Promise<() => Promise<readonly T[]>> {
    stop = new AbortController()
    const { signal } = stop
    const look = open()
    look
      .then((each) => keepLooking(each, signal))
      .catch((error: unknown) => {
        if (!signal.aborted) fail(error)
      })
    return look
  }

  function fail(error: unknown): void {
    const those = [...listeners]
    end()
    for (const listener of those) listener.fail(error)
  }

  function end(): void {
    listeners.clear()
    stop.abort()
    opening = undefined
  }

  return {
    async join(listener) {
      await (opening ??= start())
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) end()
      }
    },
  }
}
