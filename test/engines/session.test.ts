import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { functionsAsMacros } from '../../lakehouse/engines/duckdb/macros.ts'
import { openSession } from '../../lakehouse/engines/duckdb/session.ts'
import { sql, text } from '../../lakehouse/sql.ts'
import { code } from './sales.ts'
import { temporaryFolder } from './temporary-folder.ts'

const GROUPED = sql`select count(distinct md5(cast(range as varchar))) as n from range(1000000)`

test('what exceeds memory spills; what exceeds the spill limit says so', async () => {
  await using folder = await temporaryFolder()
  const settings = { scratch: folder.path, memoryLimit: '30MB', threads: 1 }
  await using roomy = await openSession(settings)
  expect(await roomy.rows(GROUPED)).toEqual([{ n: 1000000n }])
  await using tight = await openSession({ ...settings, spillLimit: '1MB' })
  await expect(tight.rows(GROUPED)).rejects.toEqual(code('STORAGE_FULL'))
  expect(await tight.rows(sql`select 1 as x`)).toEqual([{ x: 1 }])
})

test('staged tables may be larger than memory', async () => {
  await using folder = await temporaryFolder()
  await using session = await openSession({ scratch: folder.path, memoryLimit: '60MB', threads: 1 })
  for (const table of ['a', 'b', 'c', 'd']) {
    await session.rows(
      text(`create table staging.${table} as
        select range as id, md5(cast(range as varchar)) as hash from range(500000)`),
    )
  }
  const joined = sql`select count(*) as n from staging.a inner join staging.d using (id, hash)`
  expect(await session.rows(joined)).toEqual([{ n: 500000n }])
})

test('what fits neither in memory nor elsewhere says so', async () => {
  await using folder = await temporaryFolder()
  await using session = await openSession({ scratch: folder.path, memoryLimit: '30MB', threads: 1 })
  const huge = sql`select length(string_agg(md5(cast(range as varchar)), '')) as n from range(5000000)`
  await expect(session.rows(huge)).rejects.toEqual(code('OUT_OF_MEMORY'))
})

test('closing a session stops what runs and leaves nothing behind', async () => {
  await using folder = await temporaryFolder()
  const session = await openSession({ scratch: folder.path, memoryLimit: '256MB', threads: 1 })
  const slow = sql`select count(*) as n from range(10000000000) as r(x) where x * x % 7 = 3`
  const running = Array.from({ length: 5 }, () => session.rows(slow))
  const outcomes = Promise.allSettled(running)
  await session[Symbol.asyncDispose]()
  const reasons = (await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason)
  expect(reasons).toEqual(running.map(() => code('QUERY_CANCELLED')))
  await expect(session.rows(sql`select 1`)).rejects.toEqual(code('QUERY_CANCELLED'))
  expect(await readdir(folder.path)).toEqual([])
})

test('a folder that a killed session left is removed, one of another host is not', async () => {
  await using folder = await temporaryFolder()
  const noProcess = 2 ** 22 + 1
  for (const host of [hostname(), 'elsewhere']) {
    await mkdir(join(folder.path, `session_${host}_${noProcess}_abc`))
    await writeFile(join(folder.path, `session_${host}_${noProcess}_abc`, 'spilled.tmp'), 'x')
  }
  const session = await openSession({ scratch: folder.path, memoryLimit: '256MB', threads: 1 })
  await session[Symbol.asyncDispose]()
  expect(await readdir(folder.path)).toEqual([`session_elsewhere_${noProcess}_abc`])
})

const count = (statements: string, what: string) =>
  statements.split(`create or replace ${what} `).length

test('every function of our own becomes a macro', async () => {
  const file = join(import.meta.dirname, '..', '..', 'lakehouse', 'engines', 'functions.sql')
  const functions = await readFile(file, 'utf8')
  const macros = functionsAsMacros(functions)
  expect(count(macros, 'macro')).toBe(count(functions, 'function'))
  expect(macros).not.toContain('returns')
})

test('a day or an instant far from now keeps every digit', async () => {
  await using folder = await temporaryFolder()
  await using session = await openSession({
    scratch: folder.path,
    memoryLimit: '256MB',
    threads: 1,
  })
  const [row] = await session.rows(sql`select
    timestamptz '0001-01-01 00:00:00.000001Z' as first, timestamptz '9999-12-31 23:59:59.999999Z' as last,
    timestamptz '1969-12-31 23:59:59.999999Z' as before, timestamp '2026-11-22 05:20:00' as wall,
    date '0001-01-01' as day, [date '2026-11-22', null] as days, {'a': 1.50} as struct, hugeint '3' as sum`)
  expect(row).toEqual({
    first: '0001-01-01T00:00:00.000001Z',
    last: '9999-12-31T23:59:59.999999Z',
    before: '1969-12-31T23:59:59.999999Z',
    wall: '2026-11-22T05:20:00.000000',
    day: '0001-01-01',
    days: ['2026-11-22', null],
    struct: { a: '1.50' },
    sum: 3n,
  })
})
