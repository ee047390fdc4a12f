import { Command } from 'commander'
import { loadSource } from '../jobs/sources/source.ts'
import { tryShop } from '../jobs/trials/trial.ts'
import { buildParameters } from './build-parameters.ts'
import { configOf, withOptions } from './options.ts'
import { shopFolder } from './shop-folder.ts'
import { printJson } from './terminal.ts'
import { openTrialEngine } from './trial-engine.ts'
import { printTrial } from './trial-report.ts'

export function checkCommand(signal: AbortSignal): Command {
  const command = new Command('check')
    .description('Try a source on its raw files: what is missing, unread, unknown or unreadable.')
    .argument('<name>', 'the shop (lakegate source list)')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate source check corner --from ~/corner-shop')
  return withOptions(command, ['source.from']).action(async (name: string, options) => {
    const config = configOf(options)
    const source = loadSource(name, config.sources)
    const from = shopFolder(name, config.source.from)
    await using trial = await openTrialEngine(config)
    const parameters = buildParameters(config, source)
    const tried = await tryShop(trial.engine, { source, from, parameters, signal })
    if (options.json === true) printJson(tried)
    else printTrial(tried, { name, from })
    process.exitCode = tried.problems.length === 0 ? 0 : 1
  })
}
