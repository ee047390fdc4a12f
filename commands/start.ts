import { Command } from 'commander'
import type { Config } from '../config.ts'
import { knowsCallers } from '../gateway/callers/auth.ts'
import { checkAddress } from '../gateway/listen.ts'
import { JobError } from '../jobs/errors.ts'
import { isLake } from '../lakehouse/lake.ts'
import { currentPublication } from '../lakehouse/publication.ts'
import { configOf, withOptions } from './options.ts'
import { buildReporter, reportOutcome } from './progress.ts'
import { runBuild } from './run-build.ts'

export function startCommand(signal: AbortSignal): Command {
  const command = new Command('start')
    .description('Build the shop if the lake has nothing of it yet, then serve it.')
    .option('--no-live', 'process no events, and simulate no visitors of the sample')
    .option('--json', 'one object a line, for programs')
    .addHelpText(
      'after',
      '\nExample:\n  lakegate start\n  lakegate start --source superstore --from ~/superstore',
    )
  return withOptions(command, [
    'lake',
    'host',
    'port',
    'source.name',
    'source.from',
    'sample.orders',
  ]).action(async (options) => {
    const config = configOf(options)
    const isJson = options.json === true
    if (await isServed(config)) {
      if (options.from !== undefined || options.orders !== undefined)
        buildReporter(isJson)({ kind: 'note', message: STAYS })
    } else {
      await checkAddress(config, knowsCallers(config.lake, config.auth))
      const outcome = await runBuild(config, {
        asOf: undefined,
        selections: [],
        isFull: false,
        signal,
        report: buildReporter(isJson),
      })
      if (
        reportOutcome(outcome, isJson) !== 0 &&
        (await currentPublication(config.lake)) === undefined
      ) {
        throw new JobError(
          'CHECK_FAILED',
          'nothing can be served: the first build broke its checks',
        )
      }
    }
    const { runGateway } = await import('./run-gateway.ts')
    const { besideGateway } = await import('./beside.ts')
    const beside = await besideGateway(config, {
      isLive: options.live === true,
      signal,
      report: (message) => buildReporter(isJson)({ kind: 'note', message }),
    })
    await runGateway(config, { signal, isJson, beside })
  })
}

const STAYS =
  'the lake has this shop already and is served as it is: lakegate build reads files anew'

/** Whether answers can be given at once; a shop that is named must be the one that the lake holds. */
async function isServed({ lake, source }: Config): Promise<boolean> {
  const publication = isLake(lake) ? await currentPublication(lake) : undefined
  return publication !== undefined && publication.source === (source.name ?? publication.source)
}
