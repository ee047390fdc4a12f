import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { scheduleBuilds } from '../../commands/schedule-builds.ts'
import { runScheduledBuild } from '../../commands/scheduled-build.ts'
import { loadConfig } from '../../config.ts'
import { lockLake } from '../../jobs/lock.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { openShop, SMALL_SHOP } from '../build/shop.ts'

afterEach(() => {
  vi.unstubAllEnvs()
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
    vi.waitFor(() => expect(told).toContainEqual(expect.stringMatching(sentence)), {
      timeout: 20_000,
      interval: 20,
    })
  prepareLake(shop.lake)
  const lock = lockLake(shop.lake, 'build')
  const schedule = { pattern: '* * * * * *', timezone: 'UTC', vacuumDays: 0 }
  const options = { signal: stop.signal, report: (message: string) => told.push(message) }
  const ended = scheduleBuilds(config, schedule, options)
  await says(/^scheduled build: left out: another build of .* is running/)
  // As a build leaves it that was killed hours ago.
  const forgotten = join(shop.lake, 'gold', 'sale_lines', 'part-0.parquet')
  mkdirSync(dirname(forgotten), { recursive: true })
  writeFileSync(forgotten, 'nothing')
  utimesSync(forgotten, 0, 0)
  lock[Symbol.dispose]()
  await says(/^scheduled build: published \S+ as of 2025-04-01T10:00:00.000000Z/)
  shop.give('orders.csv', ['order_id,customer_id,status', 'o1,c1,delivered'])
  await says(/^scheduled build: failed: .*order_date/)
  shop.give('orders.csv', SMALL_SHOP['orders.csv'])
  await says(/^scheduled build: nothing changed/)
  expect(told.filter((line) => line.startsWith('scheduled vacuum'))).toEqual([
    'scheduled vacuum: deleted files that nothing needs: 1 (7 B)',
  ])
  expect(existsSync(forgotten)).toBe(false)
  stop.abort()
  await ended
  // The lake is free: no build was left behind.
  lockLake(shop.lake, 'build')[Symbol.dispose]()
})

test('a scheduled build that is ended with its parent has not failed', async () => {
  using shop = openShop(SMALL_SHOP)
  vi.stubEnv('LAKEGATE_SOURCES', shop.sources)
  const config = loadConfig({
    environment: process.env,
    flags: { lake: shop.lake, 'source.name': 'testshop', 'source.from': shop.from },
  })
  const stop = new AbortController()
  const building = runScheduledBuild(config, stop.signal)
  await vi.waitFor(() => expect(existsSync(join(shop.lake, 'bronze'))).toBe(true), {
    timeout: 20_000,
    interval: 5,
  })
  stop.abort()
  expect(await building).toEqual({ isDone: false, sentence: 'stopped' })
})
