import { Command } from 'commander'
import { listSources } from '../jobs/sources/source.ts'
import { configOf } from './options.ts'
import { checkCommand } from './source-check.ts'
import { newCommand } from './source-new.ts'
import { printJson, printTable } from './terminal.ts'

export function sourceCommand(signal: AbortSignal): Command {
  return new Command('source')
    .description('The shops that can be built.')
    .addCommand(listCommand())
    .addCommand(newCommand())
    .addCommand(checkCommand(signal))
}

function listCommand(): Command {
  return new Command('list')
    .description('Name the sources that there are, with the tables that each gives.')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate source list')
    .action((options) => {
      const sources = listSources(configOf(options).sources).map(
        ({ name, description, mappings }) => ({
          name,
          description,
          tables: mappings.map(({ table }) => table.table),
        }),
      )
      if (options.json) return printJson(sources)
      printTable(
        ['source', 'tables', 'what it is'],
        sources.map(({ name, tables, description }) => [name, tables.join(' '), description]),
      )
    })
}
