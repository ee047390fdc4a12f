import { Command } from 'commander'
import type { StreamEvent } from '../jobs/stream/run-processor.ts'
import type { Progress } from '../lakehouse/events/progress.ts'
import { instantOf } from '../lakehouse/instant.ts'
import { configOf, withOptions } from './options.ts'
import { runStream } from './run-stream.ts'
import { grouped, print, printError, printJson } from './terminal.ts'

/** Between two lines that a person reads. */
const TOLD_EACH_MS = 10_000

export function streamCommand(signal: AbortSignal): Command {
  const command = new Command('stream')
    .description('Turn events into tables as they come, each exactly once, until it is stopped.')
    .option('--once', 'take what is there, close what can be closed, and end')
    .option('--json', 'one object a line, for programs')
    .addHelpText('after', '\nExample:\n  lakegate stream --once')
  return withOptions(command, ['lake']).action(async (options) => {
    const config = configOf(options)
    const [isJson, isOnce] = [options.json === true, options.once === true]
    const teller = tellerOf(isJson)
    if (!isJson && !isOnce) print(`events of the lake ${config.lake} become rows; Ctrl-C ends it`)
    await runStream(config, { isOnce, signal, report: teller.report })
    teller.end()
  })
}

function tellerOf(isJson: boolean) {
  let told = 0
  let untold: Progress | undefined
  const tell = (progress: Progress) => {
    told = Date.now()
    untold = undefined
    print(sentence(progress))
  }
  return {
    report: (event: StreamEvent): void => {
      if (event.kind === 'note') {
        if (isJson) printJson(event)
        else printError(event.message)
        return
      }
      const { progress } = event
      if (isJson) printJson({ kind: event.kind, ...shown(progress), seconds: event.seconds })
      else if (Date.now() - told >= TOLD_EACH_MS) tell(progress)
      else untold = progress
    },
    /** What was not told since the last line. */
    end: (): void => {
      if (untold) tell(untold)
      else if (told === 0 && !isJson) print('nothing new')
    },
  }
}

function shown({ batch, events, late, repeated, deadLetters, watermark }: Progress) {
  const until = watermark === undefined ? null : instantOf(watermark)
  return { batch, events, late, repeated, deadLetters, watermark: until }
}

function sentence(progress: Progress): string {
  const { batch, events, late, repeated, deadLetters, watermark } = shown(progress)
  const aside = `${grouped(late)} late, ${grouped(repeated)} repeated, ${grouped(deadLetters)} refused`
  return `commit ${grouped(batch)}: ${grouped(events)} events (${aside}), closed up to ${watermark ?? 'nothing'}`
}
