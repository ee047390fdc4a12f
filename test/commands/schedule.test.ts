import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nextRun, scheduleOf } from '../../commands/schedule-builds.ts'
import { ConfigError, loadConfig } from '../../config.ts'
import { lakegate } from './lakegate.ts'

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
  expect(sample).toEqual({ pattern: '*/10 * * * *', timezone: 'UTC', vacuumDays: 1 })
  const other = { ...lake, LAKEGATE_SOURCE_NAME: 'superstore' }
  expect(await scheduleOf(configOf(other))).toBeUndefined()
  expect(await scheduleOf(configOf({ ...lake, LAKEGATE_SOURCE_FROM: '/srv/raw' }))).toBeUndefined()
  const set = { ...other, LAKEGATE_SCHEDULE_BUILD: '0 5 * * *' }
  const daily = { pattern: '0 5 * * *', timezone: 'UTC', vacuumDays: 7 }
  expect(await scheduleOf(configOf(set))).toEqual(daily)
  const soon = configOf({ ...set, LAKEGATE_SCHEDULE_VACUUM_DAYS: '0.5' })
  expect(await scheduleOf(soon)).toEqual({ ...daily, vacuumDays: 0.5 })
})

test('a schedule is told in its time zone', () => {
  const next = nextRun({ pattern: '30 5 * * *', timezone: 'Asia/Kolkata', vacuumDays: 7 })
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
