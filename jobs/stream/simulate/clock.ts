/** What a machine that slept, or a log that did not answer, makes up for; the rest of the time is left out. */
const CATCH_UP_MS = 5000

/**
 * A clock that begins at a moment and goes as the wall clock does, but never ahead of it, nor back; milliseconds since 1970.
 *
 * Between two looks at most some seconds pass.
 */
export function clockFrom(from: number, wall: () => number = Date.now): () => number {
  let clock = from
  let before = wall()
  return () => {
    const now = wall()
    const passed = Math.min(Math.max(now - before, 0), CATCH_UP_MS)
    before = now
    clock = Math.max(clock, Math.min(clock + passed, now))
    return clock
  }
}
