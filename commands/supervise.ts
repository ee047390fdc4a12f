import { pause } from '../lakehouse/pause.ts'
import type { ChildEnd } from './child-process.ts'

export interface Supervised {
  /** What it is called where it is told of. */
  readonly name: string
  /** Runs it until it ends, or the signal is given; hands on what it says on standard error, line by line. */
  readonly run: (hear: (line: string) => void) => Promise<ChildEnd>
  readonly signal: AbortSignal
  readonly report: (message: string) => void
  /** Milliseconds before it is started again: doubled each time it does not live for a minute. */
  readonly firstDelayMs?: number
}

const FIRST_DELAY_MS = 1000
const LONGEST_DELAY_MS = 60_000
const STEADY_MS = 60_000
/** How a command ends that was called wrongly: it would be again. */
const WRONG_USAGE = 2

/**
 * Starts a process again whenever it ends, until the signal is given: then waits for its end.
 *
 * What it says is told as it comes, but for what it said when it ended the last time.
 */
export async function supervise(supervised: Supervised): Promise<void> {
  const { name, run, signal, report, firstDelayMs = FIRST_DELAY_MS } = supervised
  let delayMs = firstDelayMs
  let told: readonly string[] = []
  while (!signal.aborted) {
    const known = told
    const startedMs = performance.now()
    const { how, code, lastWords } = await run((line) => {
      if (!known.includes(line)) report(`${name}: ${line}`)
    })
    if (signal.aborted) return
    told = lastWords
    if (code === WRONG_USAGE) return report(`${name} ended (${how}) and is not started again`)
    if (performance.now() - startedMs >= STEADY_MS) delayMs = firstDelayMs
    report(`${name} ended (${how}) and is started again in ${delayMs / 1000} s`)
    await pause(delayMs, signal)
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)
  }
}
