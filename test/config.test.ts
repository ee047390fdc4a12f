import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeConfig, loadConfig } from '../config.ts'

function inFile(values: unknown): { path: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-config-'))
  const path = join(folder, 'lakegate.config.json')
  writeFileSync(path, typeof values === 'string' ? values : JSON.stringify(values))
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

test('without anything set every key has its default', () => {
  expect(loadConfig({ environment: {} })).toMatchObject({
    lake: './data/lake',
    host: '127.0.0.1',
    port: 4000,
    source: {},
  })
})

test('a flag wins over the environment, which wins over the file', () => {
  using file = inFile({ port: 4001, host: 'localhost', lake: 'a' })
  const environment = { LAKEGATE_CONFIG: file.path, LAKEGATE_PORT: '4002', LAKEGATE_HOST: '::1' }
  expect(loadConfig({ environment, flags: { port: '4003' } })).toMatchObject({
    port: 4003,
    host: '::1',
    lake: 'a',
  })
})

test('every key can be set by the environment', () => {
  const variables = Object.fromEntries(
    describeConfig(loadConfig({ environment: {} })).map(({ variable, value }) => [
      variable,
      value || '7',
    ]),
  )
  const others = {
    LAKEGATE_SOURCE_TIMEZONE: 'Europe/Lisbon',
    LAKEGATE_BUSINESS_TIMEZONE: 'UTC',
    LAKEGATE_SAMPLE_END: '2026-01-31',
    LAKEGATE_EVENTS_KAFKA_BROKERS: 'broker:9092',
    LAKEGATE_EVENTS_KAFKA_SASL: 'PLAIN',
    LAKEGATE_STREAM_PROMOTE_SIMULATED: 'true',
    LAKEGATE_SCHEDULE_BUILD: '0 5 * * *',
    LAKEGATE_GRAPHQL_PLAYGROUND: 'false',
    LAKEGATE_GRAPHQL_INTROSPECTION: 'true',
    // Beside jwks there is no secret.
    LAKEGATE_AUTH_JWT_SECRET: undefined,
    LAKEGATE_AUTH_JWT_JWKS: 'https://issuer.example/keys',
    LAKEGATE_AUTH_JWT_ISSUER: 'https://issuer.example',
    LAKEGATE_CORS_ORIGINS: 'https://a.example,https://b.example',
  }
  const config = loadConfig({
    environment: {
      ...variables,
      ...others,
      LAKEGATE_SOURCES: 'a,b',
      LAKEGATE_BUSINESS_PRICE_BANDS: '1,2,3',
    },
  })
  expect(config).toMatchObject({
    sources: ['a', 'b'],
    business: { priceBands: ['1', '2', '3'], timezone: 'UTC' },
    sample: { end: '2026-01-31' },
    graphql: { playground: false, introspection: true, persistedOnly: false },
    cors: { origins: ['https://a.example', 'https://b.example'] },
  })
})

test.each([
  { name: 'a wrong value', values: { port: 'x' }, says: 'port' },
  { name: 'an unknown key', values: { prot: 1 }, says: 'unknown key prot' },
  {
    name: 'an unknown key inside',
    values: { business: { zone: 'UTC' } },
    says: 'unknown key business.zone',
  },
  {
    name: 'an unknown time zone',
    values: { business: { timezone: 'Mars/Olympus' } },
    says: 'business.timezone must be a time zone',
  },
  { name: 'text that is not JSON', values: '{', says: 'is not a JSON object' },
])('$name in the file is named with the file', ({ values, says }) => {
  using file = inFile(values)
  expect(() => loadConfig({ environment: { LAKEGATE_CONFIG: file.path } })).toThrow(says)
  expect(() => loadConfig({ environment: { LAKEGATE_CONFIG: file.path } })).toThrow(file.path)
})

test('a wrong value of the environment is named by its variable', () => {
  expect(() => loadConfig({ environment: { LAKEGATE_DUCKDB_MEMORY: 'lots' } })).toThrow(
    'LAKEGATE_DUCKDB_MEMORY: duckdb.memory',
  )
})

test.each(['https://app.example/', 'https://app.example, https://b.example', '*', 'app.example'])(
  'the site %s, which no browser names so, is told rather than never met',
  (sites) => {
    expect(() => loadConfig({ environment: { LAKEGATE_CORS_ORIGINS: sites } })).toThrow(
      /^LAKEGATE_CORS_ORIGINS: cors\.origins\.\d must be a site as browsers name it/,
    )
  },
)

test('a file that LAKEGATE_CONFIG names must be there', () => {
  expect(() => loadConfig({ environment: { LAKEGATE_CONFIG: '/nowhere/config.json' } })).toThrow(
    '/nowhere/config.json',
  )
})
