import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { configSchema } from './config-schema.ts'

export type Config = z.infer<typeof configSchema>

/** What is wrong with a configuration, one line a key, each with the place it came from. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export interface ConfigSources {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** From the command line; wins over the environment. */
  readonly flags?: Readonly<Record<string, string | undefined>>
}

/**
 * The configuration of this process: defaults, then `lakegate.config.json` (path by `LAKEGATE_CONFIG`), then the
 * environment (`business.timezone` is `LAKEGATE_BUSINESS_TIMEZONE`), then flags by dotted key.
 *
 * Errors: `ConfigError` naming every wrong key.
 */
export function loadConfig({ environment, flags = {} }: ConfigSources): Config {
  const file = readConfigFile(environment['LAKEGATE_CONFIG'])
  const origins = new Map<string, string>()
  const raw: Tree = structuredClone(file.values)
  for (const { path } of leaves(configSchema)) {
    const key = path.join('.')
    const variable = environmentName(path)
    const value = flags[key] ?? environment[variable]
    if (value === undefined) continue
    origins.set(key, flags[key] === undefined ? variable : `--${path.at(-1)}`)
    assign(raw, path, isList(path) ? value.split(',') : value)
  }
  const parsed = configSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => {
    const key = issue.path.join('.')
    // Of a list a variable gives all.
    const where = origins.get(key) ?? origins.get(issue.path.slice(0, -1).join('.')) ?? file.path
    return issue.code === 'unrecognized_keys'
      ? `${where}: unknown key ${[...issue.path, issue.keys[0]!].join('.')}; \`lakegate config\` lists the keys`
      : `${where}: ${key} ${issue.message}`
  })
  throw new ConfigError(lines.join('\n'))
}

function environmentName(path: readonly string[]): string {
  return ['LAKEGATE', ...path.map((part) => part.replaceAll(/([A-Z])/g, '_$1').toUpperCase())].join(
    '_',
  )
}

/** Without what only this process may know. */
export function maskedConfig(config: Config): Config {
  const { auth, events } = config
  const { kafka } = events
  return {
    ...config,
    auth: { ...auth, jwt: { ...auth.jwt, secret: masked(auth.jwt.secret) } },
    events: { ...events, kafka: { ...kafka, password: masked(kafka.password) } },
  }
}

const masked = (secret: string | undefined) => (secret === undefined ? undefined : '••••')

/** Every key with the value that it has, for people. */
export function describeConfig(
  config: Config,
): { key: string; variable: string; value: string; meaning: string }[] {
  return leaves(configSchema).map(({ path, meaning }) => ({
    key: path.join('.'),
    variable: environmentName(path),
    value: shown(
      path.reduce<unknown>(
        (branch, part) => (isTree(branch) ? branch[part] : undefined),
        maskedConfig(config),
      ),
    ),
    meaning,
  }))
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''
}

interface Tree {
  [key: string]: unknown
}

function readConfigFile(named: string | undefined): { path: string; values: Tree } {
  const path = named ?? 'lakegate.config.json'
  if (!existsSync(path)) {
    if (named !== undefined)
      throw new ConfigError(`LAKEGATE_CONFIG names ${resolve(path)}, which does not exist`)
    return { path, values: {} }
  }
  try {
    return {
      path,
      values: z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8'))),
    }
  } catch (cause) {
    throw new ConfigError(
      `${resolve(path)} is not a JSON object: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

/** The keys that hold a value, with what they mean. */
function leaves(
  schema: z.ZodType,
  path: readonly string[] = [],
): { path: readonly string[]; meaning: string }[] {
  const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema
  if (!(inner instanceof z.ZodObject)) return [{ path, meaning: schema.description ?? '' }]
  return Object.entries(inner.shape).flatMap(([key, child]) =>
    child instanceof z.ZodType ? leaves(child, [...path, key]) : [],
  )
}

const LISTS = [
  'sources',
  'business.priceBands',
  'graphql.persisted',
  'cors.origins',
  'events.kafka.brokers',
]

function isList(path: readonly string[]): boolean {
  return LISTS.includes(path.join('.'))
}

function assign(tree: Tree, [head, ...rest]: readonly string[], value: unknown): void {
  if (head === undefined) return
  if (rest.length === 0) {
    tree[head] = value
    return
  }
  const child = tree[head]
  const branch: Tree = isTree(child) ? { ...child } : {}
  tree[head] = branch
  assign(branch, rest, value)
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
