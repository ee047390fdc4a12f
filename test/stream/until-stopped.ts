/** What goes on beside a test. Disposed it ends, however it went. */
export interface Going<Given> extends AsyncDisposable {
  /** Ends it; gives what came of it. Errors: whatever it failed with. */
  readonly stop: () => Promise<Given>
}

/** `work` comes to its end after the signal. */
export function untilStopped<Given>(work: (signal: AbortSignal) => Promise<Given>): Going<Given> {
  const ending = new AbortController()
  const going = work(ending.signal)
  const settled = going.then(
    () => {},
    () => {},
  )
  return {
    async stop() {
      ending.abort()
      return await going
    },
    async [Symbol.asyncDispose]() {
      ending.abort()
      await settled
    },
  }
}
