/** The gateway sends something each 15 seconds, or is asked to. */
const QUIET_MS = 15_000
const MORE_MS = 30_000

export interface SilenceOptions {
  /** Once nothing came for a while: what makes the other side say something. */
  readonly ask?: () => void
  /** How it is told that still nothing came. */
  readonly reason: () => string
}

/** A connection on which nothing comes for 45 seconds is broken, whatever the system says. */
export interface Silence {
  /** Aborted when it is. */
  readonly signal: AbortSignal
  /** Something came, or is waited for anew. */
  readonly heard: () => void
  /** Nothing is waited for. */
  readonly stop: () => void
}

/** Each timer is set by what came, or by one before it: those that go on by themselves a hidden page has once a minute. */
export function openSilence({ ask, reason }: SilenceOptions): Silence {
  const broken = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const after = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
  }
  const breakIt = () => broken.abort(new Error(reason()))
  const wonder = () => {
    ask?.()
    after(MORE_MS, breakIt)
  }
  const heard = () => after(QUIET_MS, wonder)
  heard()
  return { signal: broken.signal, heard, stop: () => clearTimeout(timer) }
}
