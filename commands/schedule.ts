import { Command } from 'commander'
import { ConfigError } from '../config.ts'
import { configOf, withOptions } from './options.ts'
import { buildReporter } from './progress.ts'
import { printJson } from './terminal.ts'

export function scheduleCommand(signal: AbortSignal): Command {
  const command = new Command('schedule')
    .description('Build again and again, when schedule.build says; lakegate start does so itself.')
    .option('--json', 'one object a line, for programs')
    .addHelpText(
      'after',
      "\nExample:\n  LAKEGATE_SCHEDULE_BUILD='0 5 * * *' LAKEGATE_SCHEDULE_TIMEZONE=America/Sao_Paulo lakegate schedule",
    )
  return withOptions(command, ['lake', 'source.name', 'source.from', 'sample.orders']).action(
    async (options) => {
      const config = configOf(options)
      const { nextRun, scheduleBuilds, scheduleOf } = await import('./schedule-builds.ts')
      const schedule = await scheduleOf(config)
      if (schedule === undefined)
        throw new ConfigError(
          "schedule.build: missing, and only the sample has a schedule of its own: say when, such as LAKEGATE_SCHEDULE_BUILD='0 5 * * *'",
        )
      const isJson = options.json === true
      const report = (message: string) => buildReporter(isJson)({ kind: 'note', message })
      const next = nextRun(schedule)?.toISOString()
      if (isJson) printJson({ schedule, next })
      else
        report(
          `builds at ${schedule.pattern} (${schedule.timezone}), next ${next}; Ctrl-C stops it`,
        )
      await scheduleBuilds(config, schedule, { signal, report })
    },
  )
}
