import { Command } from 'commander'
import { requireLake } from '../lakehouse/lake.ts'
import { configOf, withOptions } from './options.ts'

const EXAMPLE = `
Example:
  lakegate export orders --where '{"country":{"eq":"BR"}}' --out orders.parquet
  lakegate export sales-metrics --grain DAY --range '{"from":"2026-01-01"}' --format csv | head`

/** What is asked of the rows: the parameters of /export, by their names. */
const PARAMETERS = {
  where: ['--where <json>', "the API's filter of the same rows"],
  range: [
    '--range <json>',
    'days, {"from":"2026-01-01","to":"2027-01-01"}; of lines, metrics, cohorts',
  ],
  grain: ['--grain <grain>', 'of metrics: DAY, WEEK, MONTH, QUARTER or YEAR'],
  dimension: ['--dimension <dimension>', 'of metrics: CHANNEL, CATEGORY …'],
  values: ['--values <json>', 'of metrics: only these of the dimension, ["Site","App"]'],
  basis: ['--basis <basis>', 'of cohorts: REGISTRATION or FIRST_ORDER'],
  months: ['--months <count>', 'of cohorts: cells of so many months'],
  columns: ['--columns <list>', 'only these, in this order: order_id,total_amount'],
} as const

export function exportCommand(signal: AbortSignal): Command {
  const command = new Command('export')
    .description('Write a whole table of the newest publication to a file, without a server.')
    .argument('<table>', 'customers, products, orders, sale-lines, sales-metrics or cohorts')
    .option('--format <format>', 'csv, xlsx, parquet, arrow or ndjson; default: as --out ends')
    .option('--out <file>', 'default: standard output')
    .option('--publication <id>', 'an earlier publication')
    .option('--as-of <instant>', 'the publication that was current then')
    .addHelpText('after', EXAMPLE)
  for (const [flag, meaning] of Object.values(PARAMETERS)) command.option(flag, meaning)
  return withOptions(command, ['lake']).action(async (table: string, options) => {
    const config = configOf(options)
    requireLake(config.lake)
    const { runExport } = await import('./run-export.ts')
    const parameters = Object.keys(PARAMETERS).flatMap((name) =>
      typeof options[name] === 'string' ? [[name, options[name]] as const] : [],
    )
    await runExport(config, { ...options, table, parameters, signal })
  })
}
