/** Who is told of what comes. */
export interface Listener<T> {
  /** At once, in order; it may not throw. */
  readonly take: (items: readonly T[]) => void
  /** Nothing more comes: the feed broke. */
  readonly fail: (error: unknown) => void
}

/** What comes by itself, followed once for all who listen: from the first of them until the last has left. */
export interface Feed<T> {
  /** Everything that comes after this resolves; gives how to leave. Errors: those of beginning to follow. */
  readonly join: (listener: Listener<T>) => Promise<() => void>
}

/** Begins to follow, and gives what comes from then on until the signal. */
export type Begin<T> = (signal: AbortSignal) => Promise<AsyncIterable<readonly T[]>>

export function openFeed<T>(begin: Begin<T>): Feed<T> {
  const listeners = new Set<Listener<T>>()
  let begun: Promise<void> | undefined
  let stop = new AbortController()

  async function start(): Promise<void> {
    stop = new AbortController()
    const { signal } = stop
    try {
      const coming = await begin(signal)
      void follow(coming, signal)
    } catch (error) {
      begun = undefined
      throw error
    }
  }

  async function follow(coming: AsyncIterable<readonly T[]>, signal: AbortSignal): Promise<void> {
    try {
      for await (const items of coming) {
        if (signal.aborted) return
        if (items.length > 0) for (const { take } of listeners) take(items)
      }
    } catch (error) {
      if (signal.aborted) return
      const those = [...listeners]
      end()
      for (const { fail } of those) fail(error)
    }
  }

  function end(): void {
    listeners.clear()
    stop.abort()
    begun = undefined
  }

  return {
    async join(listener) {
      let joined: Promise<void> | undefined
      // The last who listened may leave meanwhile, and end what was begun.
      while (joined === undefined || joined !== begun) await (joined = begun ??= start())
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) end()
      }
    },
  }
}
