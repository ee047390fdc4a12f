import { LakegateError, type LakegateErrorCode } from './errors.ts'

/** What passes by itself. */
const PASSING: ReadonlySet<LakegateErrorCode> = new Set([
  'RATE_LIMITED',
  'UNAVAILABLE',
  'WAREHOUSE_STARTING',
])

const FIRST_PAUSE_MS = 200

export interface Patience {
  /** How often to ask again. */
  readonly retries: number
  /** By the clock of `performance.now()`: a pause beyond it is not begun. */
  readonly endsAt: number
  readonly signal: AbortSignal
}

/** Asks again after what passes: when the gateway says, else after pauses that double. */
export async function withRetries<T>(
  ask: () => Promise<T>,
  { retries, endsAt, signal }: Patience,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (attempt === retries || !isPassing(error)) throw error
      const pauseMs = pauseOf(error, attempt)
      if (performance.now() + pauseMs >= endsAt) throw error
      await pause(pauseMs, signal)
    }
  }
}

export function isPassing(error: unknown): error is LakegateError {
  return error instanceof LakegateError && PASSING.has(error.code)
}

/** Milliseconds. Clients that failed together do not come back together. */
export function pauseOf({ retryAfterSeconds }: LakegateError, attempt: number): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000
  return FIRST_PAUSE_MS * 2 ** attempt * (0.5 + Math.random() / 2)
}

export function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const left = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', left)
      resolve()
    }, ms)
    signal.addEventListener('abort', left, { once: true })
  })
}
