import { Command, Option } from 'commander'
import { JobError } from '../jobs/errors.ts'
import { LakehouseError } from '../lakehouse/errors.ts'
import { configOf, withOptions } from './options.ts'
import { buildReporter, reportOutcome } from './progress.ts'
import { runBuild } from './run-build.ts'
import { printJson } from './terminal.ts'

export function buildCommand(signal: AbortSignal): Command {
  const command = new Command('build')
    .description('Bring every table up to date with the raw files, and publish the set.')
    .option(
      '--as-of <moment>',
      'the logical moment: a day or an instant; default: the latest order',
    )
    .option('--full', 'write every table again, changed or not')
    .addOption(
      new Option(
        '--select <models...>',
        'only these: gold.cohorts, +gold.cohorts with what it reads, gold.cohorts+ with what reads it',
      ).conflicts('asOf'),
    )
    .option('--json', 'one object a line, for programs')
    .addHelpText('after', '\nExample:\n  lakegate build --source superstore --from ~/superstore')
  return withOptions(command, ['lake', 'source.name', 'source.from', 'sample.orders']).action(
    async (options) => {
      const isJson = options.json === true
      const outcome = await runBuild(configOf(options), {
        asOf: options.asOf,
        selections: options.select ?? [],
        isFull: options.full === true,
        signal,
        report: buildReporter(isJson),
      }).catch((error: unknown) => {
        if (isJson) printJson(failureOf(error))
        throw error
      })
      process.exitCode = reportOutcome(outcome, isJson)
    },
  )
}

/** A failed build's last line, for programs; standard error says the same to people. */
function failureOf(error: unknown) {
  const isCoded = error instanceof JobError || error instanceof LakehouseError
  return {
    kind: 'failed',
    code: isCoded ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
  }
}
