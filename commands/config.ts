import { Command } from 'commander'
import { describeConfig, maskedConfig } from '../config.ts'
import { configOf } from './options.ts'
import { printJson, printTable } from './terminal.ts'

export function configCommand(): Command {
  return new Command('config')
    .description('Print the configuration that the other commands would run with.')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  LAKEGATE_PORT=4100 lakegate config')
    .action((options) => {
      const config = configOf(options)
      if (options.json) return printJson(maskedConfig(config))
      const rows = describeConfig(config).map(({ key, variable, value, meaning }) => [
        key,
        value,
        variable,
        meaning,
      ])
      printTable(['key', 'value', 'environment', 'meaning'], rows)
    })
}
