import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { printError } from './terminal.ts'

export interface ChildOptions {
  /** A command line, without `lakegate`. */
  readonly argv: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Asks the child to end; one that does not is killed. */
  readonly signal: AbortSignal
  /** Whether everything else goes first. */
  readonly isNice?: boolean
  /** Takes each line of its standard output. */
  readonly onLine?: (line: string) => void
  /** Takes each line of its standard error that is no log. */
  readonly onWord?: (line: string) => void
  /** Default: Lakegate itself. */
  readonly script?: URL
}

export interface ChildEnd {
  /** `exit code 1`, `SIGKILL`, or why it did not start. */
  readonly how: string
  /** Undefined for one that a signal ended, or that did not start. */
  readonly code: number | undefined
  /** The end of what it said on standard error, by line. */
  readonly lastWords: readonly string[]
}

const LAUNCHER = fileURLToPath(new URL('../bin/child.mjs', import.meta.url))
const CLI = new URL('../cli.ts', import.meta.url)
const WORDS_KEPT = 20
/** What ending a commit or a build takes at most. */
const GRACE_MS = 10_000

/**
 * Runs Lakegate in a process of its own, which ends with this one however that ends: a channel between them tells it.
 *
 * What it logs goes on to standard error, line by line; the end of what else it says there is in the answer. Nothing is thrown.
 */
export async function runChild({ argv, signal, ...options }: ChildOptions): Promise<ChildEnd> {
  const script = fileURLToPath(options.script ?? CLI)
  const child = spawn(process.execPath, [LAUNCHER, script, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...options.environment },
  })
  let failure: Error | undefined
  child.on('error', (error) => {
    failure = error
  })
  if (options.isNice === true) yieldTo(child)
  const words = listen(child, options)
  const stop = () => end(child)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  // A child that did not start is closed too.
  await once(child, 'close')
  signal.removeEventListener('abort', stop)
  return {
    how: failure?.message ?? child.signalCode ?? `exit code ${child.exitCode}`,
    code: child.exitCode ?? undefined,
    lastWords: words,
  }
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  child.once('close', () => clearTimeout(timer))
}

/** The newest lines of standard error that are no log. */
function listen(
  { stdout, stderr }: ChildProcess,
  { onLine, onWord }: Pick<ChildOptions, 'onLine' | 'onWord'>,
): string[] {
  const words: string[] = []
  if (stdout) createInterface(stdout).on('line', onLine ?? (() => {}))
  if (stderr)
    createInterface(stderr).on('line', (line) => {
      if (line.startsWith('{')) return printError(line)
      onWord?.(line)
      words.push(line)
      if (words.length > WORDS_KEPT) words.shift()
    })
  return words
}

function yieldTo({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or the system knows no priorities: it runs as others do.
  }
}
