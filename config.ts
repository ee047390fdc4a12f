import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { timezone } from './lakehouse/timezone.ts'

const money = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as "12.50"')
/** `true` and `false`, also as an environment has them. */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])
const count = z.coerce.number().int().positive()

/** Every key with its default; a key that is not here is an error. */
const configSchema = z.strictObject({
  lake: z.string().default('./data/lake').describe('The folder that holds the tables.'),
  host: z.string().default('127.0.0.1').describe('The address that the gateway listens on.'),
  port: z.coerce.number().int().min(0).max(65_535).default(4000).describe('0 takes any free port.'),
  engine: z.enum(['duckdb']).default('duckdb').describe('Where jobs run.'),
  sources: z.array(z.string()).default([]).describe('Folders of sources outside the project.'),
  source: z
    .strictObject({
      name: z
        .string()
        .optional()
        .describe('The shop: a folder of jobs/sources/, or of `sources`. Default: sample.'),
      from: z.string().optional().describe("The folder of the shop's raw files."),
      timezone: timezone
        .optional()
        .describe("Of timestamps without an offset. Default: the source's own, else UTC."),
    })
    .prefault({}),
  business: z
    .strictObject({
      timezone: timezone
        .optional()
        .describe("Days, weeks and months are cut in it. Default: the source's own, else UTC."),
      acquisitionCost: money.default('0').describe('Of a customer whose source names none.'),
      expectedLifetimeMonths: count
        .default(36)
        .describe('How long a customer is expected to stay: clv.'),
      minimumTenureMonths: count
        .default(12)
        .describe('The floor of the months that clv divides by.'),
      priceBands: z
        .tuple([money, money, money])
        .refine(
          ([budget, mid, premium]) => Number(budget) < Number(mid) && Number(mid) < Number(premium),
          'must be three amounts, each above the one before',
        )
        .default(['25', '100', '500'])
        .describe(
          'Below the first BUDGET, below the second MID, below the third PREMIUM, else LUXURY.',
        ),
    })
    .prefault({}),
  recommender: z
    .strictObject({
      minBaskets: count
        .optional()
        .describe('Fewest baskets of a pair. Default: max(2, ⌈baskets ÷ 10,000⌉).'),
    })
    .prefault({}),
  sample: z
    .strictObject({
      orders: count.default(5000).describe('How many orders the sample shop has.'),
      seed: count.default(1).describe('Another seed, another shop.'),
      end: z.iso
        .date()
        .optional()
        .describe('Its last day. Default: the last whole day before it is made.'),
    })
    .prefault({}),
  serving: z
    .strictObject({
      keep: count
        .default(30)
        .describe('Days for which a publication can be read after a later one took its place.'),
      cacheBytes: z.coerce
        .number()
        .int()
        .min(0)
        .default(32_000_000)
        .describe('Of answers that are kept, since a publication does not change; 0: none.'),
    })
    .prefault({}),
  query: z
    .strictObject({
      timeoutSeconds: count.default(10).describe('A query that takes longer is stopped.'),
      maxCost: count
        .default(2_000_000)
        .describe('Values that an answer may have, every list and page counted as full.'),
      maxDepth: count.default(20).describe('Fields within fields.'),
      maxTokens: count.default(5000).describe('Words and signs of a document.'),
      maxBytes: count.default(1_000_000).describe('Of the body of a request.'),
    })
    .prefault({}),
  export: z
    .strictObject({
      timeoutSeconds: count
        .default(300)
        .describe('An export that takes longer is stopped, and so is one that is read too slowly.'),
    })
    .prefault({}),
  graphql: z
    .strictObject({
      playground: flag
        .optional()
        .describe(
          'The page of /graphql. Default: while callers are not told apart, but not in production.',
        ),
      introspection: flag
        .optional()
        .describe('Whether the schema can be asked for. Default: as the playground.'),
      persisted: z
        .array(z.string())
        .default([])
        .describe('JSON files of documents that may be asked for by their hash.'),
      persistedOnly: flag.default(false).describe('Whether no other documents are answered.'),
    })
    .prefault({}),
  auth: z
    .strictObject({
      jwt: z
        .strictObject({
          secret: z
            .string()
            .min(32, 'must have 32 characters: it is guessed otherwise')
            .optional()
            .describe('Of tokens that are signed by HS256.'),
          jwks: z
            .url({ protocol: /^https?$/ })
            .optional()
            .describe("Where the issuer's public keys are."),
          issuer: z.string().optional().describe('What iss must be.'),
          audience: z.string().optional().describe('What aud must be, or hold.'),
          skewSeconds: z.coerce
            .number()
            .int()
            .min(0)
            .max(300)
            .default(30)
            .describe('How far the clocks of issuer and server may differ.'),
          scopeClaim: z.string().default('scope').describe('The claim that lists the scopes.'),
        })
        .refine(({ secret, jwks }) => !(secret && jwks), 'has a secret and jwks: one of them signs')
        .refine(
          ({ jwks, issuer, audience }) => !jwks || (issuer && audience),
          'needs issuer and audience beside jwks: the issuer signs for others too',
        )
        .prefault({}),
    })
    .prefault({}),
  cors: z
    .strictObject({
      origins: z
        .array(
          z.string().refine((site) => URL.parse(site)?.origin === site, {
            message: 'must be a site as browsers name it, such as https://app.example.com',
          }),
        )
        .default([])
        .describe('Sites whose pages may ask: https://app.example.com.'),
    })
    .prefault({}),
  rate: z
    .strictObject({
      perMinute: z.coerce
        .number()
        .int()
        .min(0)
        .default(1200)
        .describe('Requests that a caller may send; the local one has no limit; 0: no limit.'),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .default(process.stderr.isTTY ? 'warn' : 'info')
        .describe('debug: each request. Default: info; at a terminal warn.'),
      audit: z
        .string()
        .optional()
        .describe('The file of who read personal data. Default: with the rest, at info.'),
    })
    .prefault({}),
  duckdb: z
    .strictObject({
      memory: z
        .string()
        .regex(/^\d+(MB|GB)$/, 'must be a size such as 900MB')
        .default('1100MB')
        .describe('What a build may hold in memory before it uses the disk.'),
      threads: count.optional().describe('Default: one a core.'),
    })
    .prefault({}),
})

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
  const { jwt } = config.auth
  return jwt.secret === undefined
    ? config
    : { ...config, auth: { ...config.auth, jwt: { ...jwt, secret: '••••' } } }
}

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

const LISTS = ['sources', 'business.priceBands', 'graphql.persisted', 'cors.origins']

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
