import type { Config } from '../config.ts'
import { childEnvironment } from './child-environment.ts'
import { runChild } from './child-process.ts'

/** What came of a scheduled command. */
export interface Scheduled {
  /** False where it failed, was stopped or left out. */
  readonly isDone: boolean
  /** It failed since its disk has too little room. */
  readonly isDiskFull?: boolean
  readonly sentence: string
}

export interface ScheduledCommand<Said> {
  readonly argv: readonly string[]
  readonly signal: AbortSignal
  /** Reads a line of its output; undefined for what does not tell how it ended. */
  readonly read: (line: string) => Said | undefined
  /** Of the last line that does. */
  readonly outcome: (said: Said) => Scheduled
}

/** Runs a command in a process of its own, after everything else that the machine does. Nothing is thrown. */
export async function runScheduled<Said>(
  config: Config,
  { argv, signal, read, outcome }: ScheduledCommand<Said>,
): Promise<Scheduled> {
  let said: Said | undefined
  const { how, lastWords } = await runChild({
    argv,
    environment: childEnvironment(config),
    signal,
    isNice: true,
    onLine(line) {
      said = read(line) ?? said
    },
  })
  const ended = said === undefined ? undefined : outcome(said)
  if (ended?.isDone) return ended
  if (signal.aborted) return { isDone: false, sentence: 'stopped' }
  return ended ?? { isDone: false, sentence: `failed (${how}): ${lastWords.join('\n')}` }
}
