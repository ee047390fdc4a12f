import { Command } from 'commander'
import { requireLake } from '../lakehouse/lake.ts'
import { configOf, withOptions } from './options.ts'

export function serveCommand(signal: AbortSignal): Command {
  const command = new Command('serve')
    .description('Answer GraphQL from the newest publication of a lake, and from each later one.')
    .option('--json', 'one object a line, for programs')
    .addHelpText('after', '\nExample:\n  lakegate serve --lake /srv/lake --port 4100')
  return withOptions(command, ['lake', 'host', 'port']).action(async (options) => {
    const config = configOf(options)
    requireLake(config.lake)
    const { runGateway } = await import('./run-gateway.ts')
    await runGateway(config, { signal, isJson: options.json === true })
  })
}
