import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { nextRun, scheduleBuilds, scheduleOf } from '../../commands/schedule-builds.ts'
import { ConfigError, loadConfig } from '../../config.ts'
import { lockLake } from '../../jobs/lock.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { openShop, SMALL_SHOP } from '../build/shop.ts'
import { lakegate } from './lakegate.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const configOf = (environment: Record<string, string>) => loadConfig({ environment })

test.each(['every day', '61 * * * *', '0 0 31 2 *', ''])('%j is no schedule', (pattern) => {
  expect(() => configOf({ LAKEGATE_SCHEDULE_BUILD: pattern })).toThrow(ConfigError)
  expect(() => configOf({ LAKEGATE_SCHEDULE_BUILD: pattern })).toThrow(
    'LAKEGATE_SCHEDULE_BUILD: schedule.build must be a time that comes, as cron has it: "*/10 * * * *"',
  )
})

test('the generated sample has a schedule, another shop only the one that is set', async () => {
  const lake = { LAKEGATE_LAKE: join(tmpdir(), 'not-yet') }
  const sample = await scheduleOf(configOf(lake))
  expect(sample).toEqual({ pattern: '*/10 * * * *', timezone: 'UTC' })
  const other = { ...lake, LAKEGATE_SOURCE_NAME: 'superstore' }
  expect(await scheduleOf(configOf(other))).toBeUndefined()
  expect(await scheduleOf(configOf({ ...lake, LAKEGATE_SOURCE_FROM: '/srv/raw' }))).toBeUndefined()
  const set = { ...other, LAKEGATE_SCHEDULE_BUILD: '0 5 * * *' }
  expect(await scheduleOf(configOf(set))).toEqual({ pattern: '0 5 * * *', timezone: 'UTC' })
})

test('a schedule is told in its time zone', () => {
  const next = nextRun({ pattern: '30 5 * * *', timezone: 'Asia/Kolkata' })
  expect(next?.toISOString()).toMatch(/T00:00:00\.000Z$/)
})

test('lakegate schedule without one says how to set it', async () => {
  const ended = await lakegate(['schedule', '--source', 'superstore'])
  expect(ended).toMatchObject({
    code: 1,
    error: expect.stringMatching(
      /^lakegate: schedule\.build.*LAKEGATE_SCHEDULE_BUILD='0 5 \* \* \*'\n$/,
    ),
  })
})

test('scheduled builds publish, leave out what another process builds, and go on after a failure', async () => {
  using shop = openShop(SMALL_SHOP)
  vi.stubEnv('LAKEGATE_SOURCES', shop.sources)
  vi.stubEnv('LAKEGATE_DUCKDB_MEMORY', '500MB')
  const config = loadConfig({
    environment: process.env,
    flags: { lake: shop.lake, 'source.name': 'testshop', 'source.from': shop.from },
  })
  const stop = new AbortController()
  const told: string[] = []
  const says = (sentence: RegExp) =>
    vi.waitFor(() => expect(told.at(-1)).toMatch(sentence), { timeout: 20_000, interval: 20 })
  prepareLake(shop.lake)
  const lock = lockLake(shop.lake, 'build')
  const schedule = { pattern: '* * * * * *', timezone: 'UTC' }
  const options = { signal: stop.signal, report: (message: string) => told.push(message) }
  const ended = scheduleBuilds(config, schedule, options)
  await says(/^scheduled build: left out: another build of .* is running/)
  lock[Symbol.dispose]()
  await says(/^scheduled build: published \S+ as of 2025-04-01T10:00:00.000000Z/)
  shop.give('orders.csv', ['order_id,customer_id,status', 'o1,c1,delivered'])
  await says(/^scheduled build: failed: .*order_date/)
  shop.give('orders.csv', SMALL_SHOP['orders.csv'])
  await says(/^scheduled build: nothing changed/)
  stop.abort()
  await ended
  // The lake is free: no build was left behind.
  lockLake(shop.lake, 'build')[Symbol.dispose]()
})
