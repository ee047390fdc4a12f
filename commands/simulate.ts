import { Command, InvalidArgumentError } from 'commander'
import type { Sent } from '../jobs/stream/simulate/simulate.ts'
import { instantOf } from '../lakehouse/instant.ts'
import { requireLake } from '../lakehouse/lake.ts'
import { configOf, withOptions } from './options.ts'
import { runSimulator } from './run-simulator.ts'
import { grouped, print, printError, printJson } from './terminal.ts'

const TOLD_MS = 10_000

export function simulateCommand(signal: AbortSignal): Command {
  const command = new Command('simulate')
    .description('Let customers of the served publication visit their shop: events, as they come.')
    .option('--for <duration>', 'how long: 90s, 5m or 2h; default: until it is stopped', duration)
    .option('--json', 'one object a line, for programs')
    .addHelpText('after', '\nExample:\n  lakegate simulate --rate 20 --for 60s')
  return withOptions(command, ['lake', 'simulate.rate', 'simulate.seed']).action(
    async (options) => {
      const config = configOf(options)
      requireLake(config.lake)
      const isJson = options.json === true
      if (!isJson) print(MARKED)
      let last: Sent = { events: 0, purchases: 0, clock: 0 }
      const tell = () => (isJson ? printJson(shown(last)) : print(sentence(last)))
      const telling = setInterval(tell, TOLD_MS)
      try {
        await runSimulator(config, {
          signal,
          forMs: options.for,
          onSent: (sent) => (last = sent),
          report: printError,
        })
      } finally {
        clearInterval(telling)
      }
      tell()
    },
  )
}

const MARKED =
  'what is simulated is marked so; its purchases become orders of the generated sample alone (stream.promoteSimulated)'

const shown = ({ events, purchases, clock }: Sent) => ({
  events,
  purchases,
  clock: clock === 0 ? null : instantOf(clock),
})

function sentence({ events, purchases, clock }: Sent): string {
  if (events === 0) return 'nobody has come yet'
  const until = new Date(clock).toISOString().replace(/\.\d+/, '')
  return `${grouped(events)} events, ${grouped(purchases)} of them purchases, up to ${until} of the shop's clock`
}

const UNITS = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
])
/** Milliseconds. */
function duration(text: string): number {
  const [, count, unit = 's'] = /^(\d{1,9})([smh]?)$/.exec(text) ?? []
  const ms = Number(count) * (UNITS.get(unit || 's') ?? Number.NaN)
  if (ms > 0) return ms
  throw new InvalidArgumentError('give seconds, minutes or hours: 90s, 5m or 2h.')
}
