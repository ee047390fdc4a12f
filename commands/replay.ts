import { Command, InvalidArgumentError, Option } from 'commander'
import { MAP_NAMES, type Replayed, replay } from '../jobs/replay/replay.ts'
import { openEventLog } from '../lakehouse/events/open-event-log.ts'
import { EVENT_TOPICS } from '../lakehouse/events/topics.ts'
import { configOf, withOptions } from './options.ts'
import { grouped, print, printError, printJson } from './terminal.ts'

const EXAMPLE = `
Example:
  lakegate replay 2019-Oct.csv.gz --map rees46 --rate 500
  lakegate replay orders.csv --map orders`

export function replayCommand(signal: AbortSignal): Command {
  const command = new Command('replay')
    .description('Bring a CSV file into the event log, as if its rows happened now.')
    .argument('<file>', 'CSV with a header, also gzip')
    .addOption(
      new Option('--map <kind>', 'what the columns are').choices(MAP_NAMES).makeOptionMandatory(),
    )
    .addOption(
      new Option('--topic <topic>', 'where all go; default: each to the topic of its type').choices(
        EVENT_TOPICS,
      ),
    )
    .option('--rate <count>', 'events a second; 0: as fast as it goes', rate, 0)
    .option('--json', 'one object a line, for programs')
    .addHelpText('after', EXAMPLE)
  return withOptions(command, ['lake']).action(async (file: string, options) => {
    const { lake, events } = configOf(options)
    const isJson = options.json === true
    await using log = await openEventLog(lake, events)
    const { map, topic } = options
    const report = reporter(isJson)
    const done = await replay(log, { file, map, topic, rate: options.rate, signal, report })
    if (isJson) printJson({ kind: 'replayed', ...done })
    else print(`${process.stderr.isTTY ? '\n' : ''}replayed ${sentence(done)}`)
    process.exitCode = done.accepted === 0 && done.rejected > 0 ? 1 : 0
  })
}

function rate(text: string): number {
  const value = Number(text)
  if (text !== '' && value >= 0 && Number.isFinite(value)) return value
  throw new InvalidArgumentError('give events a second, 0 or more.')
}

/** At a terminal one line that changes, in a pipe a line now and then. */
function reporter(isJson: boolean): (replayed: Replayed) => void {
  const isTerminal = process.stderr.isTTY && !isJson
  const everySeconds = isTerminal ? 0.2 : 10
  let told = 0
  return (replayed) => {
    if (replayed.seconds - told < everySeconds) return
    told = replayed.seconds
    if (isJson) printJson({ kind: 'progress', ...replayed })
    else if (isTerminal) process.stderr.write(`\r${sentence(replayed)}   `)
    else printError(sentence(replayed))
  }
}

function sentence({ accepted, rejected, seconds }: Replayed): string {
  const aside = rejected === 0 ? '' : `, ${grouped(rejected)} refused: they are in dead_letters`
  return `${grouped(accepted)} events in ${seconds.toFixed(1)} s${aside}`
}
