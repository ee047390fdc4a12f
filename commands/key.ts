import { Command, InvalidArgumentError } from 'commander'
import {
  type ApiKey,
  createKey,
  listKeys,
  revokeKey,
  stateOf,
} from '../gateway/callers/api-keys.ts'
import { scopesOf } from '../gateway/callers/caller.ts'
import { requireLake } from '../lakehouse/lake.ts'
import { SCOPES, type Scope } from '../resolvers/scope.ts'
import { configOf, withOptions } from './options.ts'
import { print, printError, printJson, printTable } from './terminal.ts'
import { DAY_MS } from '../lakehouse/durations.ts'

export function keyCommand(): Command {
  return new Command('key')
    .description('Say who may ask a lake: from its first key on, whoever has none is refused.')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
}

function createCommand(): Command {
  const command = new Command('create')
    .description('Make a key. It is printed once, and only its hash is kept.')
    .requiredOption('--name <name>', 'whose it is, for you to know it again')
    .option('--scopes <list>', `of ${SCOPES.join(', ')}`, scopes, ['read'])
    .option('--days <count>', 'how long it is valid', days, 365)
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      '\nExample:\n  lakegate key create --name dashboards --scopes read,export --days 90',
    )
  return withOptions(command, ['lake']).action(async (options) => {
    const { lake } = configOf(options)
    requireLake(lake)
    const { key, token } = await createKey(lake, {
      name: options.name,
      scopes: options.scopes,
      expiresAt: new Date(Date.now() + options.days * DAY_MS),
    })
    if (options.json) return printJson({ ...shown(key), token })
    printError(
      `key ${key.keyId} of ${key.name} may ${key.scopes.join(', ')} until ${key.expiresAt}\n` +
        'It is shown this once. Send it as: Authorization: Bearer <key>\n',
    )
    print(token)
  })
}

function listCommand(): Command {
  const command = new Command('list')
    .description('The keys that were ever made, with what they may do.')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate key list --lake /srv/lake')
  return withOptions(command, ['lake']).action(async (options) => {
    const { lake } = configOf(options)
    requireLake(lake)
    const keys = await listKeys(lake)
    if (options.json) return printJson(keys.map(shown))
    if (keys.length === 0)
      return print(`${lake} has no keys: whoever reaches its server may do all`)
    printTable(
      ['key', 'name', 'state', 'scopes', 'made', 'expires'],
      keys.map((key) => [
        key.keyId,
        key.name,
        stateOf(key),
        key.scopes.join(','),
        key.createdAt,
        key.expiresAt ?? 'never',
      ]),
    )
  })
}

function revokeCommand(): Command {
  const command = new Command('revoke')
    .description('Make a key nobody’s; running gateways see it within a second.')
    .argument('<key>', 'its id, as lakegate key list names it')
    .option('--json', 'for programs')
    .addHelpText('after', '\nExample:\n  lakegate key revoke 5f0c2a9e')
  return withOptions(command, ['lake']).action(async (keyId, options) => {
    const { lake } = configOf(options)
    requireLake(lake)
    const key = await revokeKey(lake, keyId)
    if (options.json) return printJson(shown(key))
    print(`key ${key.keyId} of ${key.name} is revoked`)
  })
}

/** Without the hash, which nobody needs to see. */
function shown(key: ApiKey) {
  return { ...key, secretHash: undefined, state: stateOf(key) }
}

function scopes(list: string): Scope[] {
  const words = list.split(',').map((word) => word.trim())
  const unknown = words.find((word) => !SCOPES.some((scope) => scope === word))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`${unknown} is none of ${SCOPES.join(', ')}`)
  return [...scopesOf(words)]
}

function days(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 3650) return count
  throw new InvalidArgumentError('must be a whole number of days from 1 to 3650')
}
