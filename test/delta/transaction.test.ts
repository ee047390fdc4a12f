import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { string } from '../../lakehouse/contracts/contract.ts'
import { putCommit } from '../../lakehouse/delta/commit.ts'
import { listLog } from '../../lakehouse/delta/log.ts'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { commitChange } from '../../lakehouse/delta/transaction.ts'
import { code, readSales, saleRows, sales } from '../engines/sales.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { lakeWith } from './lake-with.ts'

const run = promisify(execFile)
const SCRIPT = fileURLToPath(import.meta.resolve('./race-writer.ts'))

test('of writers that race for one version, one wins and the others see COMMIT_CONFLICT', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 12 }), async (writers) => {
      await using folder = await temporaryFolder()
      const races = Array.from({ length: writers }, (_, writer) =>
        putCommit(folder.path, 0, [{ commitInfo: { operation: `writer ${writer}` } }]),
      )
      const outcomes = await Promise.allSettled(races)
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
      expect(lost).toHaveLength(writers - 1)
      expect(lost.map(({ reason }) => reason)).toEqual(lost.map(() => code('COMMIT_CONFLICT')))
      expect(await readdir(join(folder.path, '_delta_log'))).toEqual(['00000000000000000000.json'])
    }),
    { numRuns: 20 },
  )
})

test('processes that append at the same time lose nothing and double nothing', async () => {
  await using folder = await temporaryFolder()
  const writers = [1, 2, 3]
  const commits = 12
  await Promise.all(
    writers.map((writer) =>
      run(process.execPath, [SCRIPT, folder.path, String(writer), String(commits)]),
    ),
  )
  await using lake = await lakeWith(0)
  const table = { ...lake.table, folder: join(folder.path, 'silver', 'sales') }
  const versions = Array.from({ length: writers.length * commits }, (_, version) => version)
  expect((await listLog(table.folder)).commits).toEqual(versions)
  const { files, transactions } = await readSnapshot(table)
  expect(files.size).toBe(versions.length)
  expect(writers.map((writer) => transactions.get(`writer-${writer}`))).toEqual([
    commits,
    commits,
    commits,
  ])
})

test('a process that is killed and started again loses nothing and doubles nothing', async () => {
  await using lake = await lakeWith(0)
  const start = (timeout: number) =>
    run(process.execPath, [SCRIPT, lake.lake, '1', '20'], { timeout, killSignal: 'SIGKILL' })
  for (const killedAfterMs of [700, 1000]) {
    await start(killedAfterMs).catch(() => undefined)
  }
  await start(60_000)
  await lake.engine.open(sales)
  const written = (await readSales(lake.engine)).map(({ sale_id }) => sale_id)
  expect(written).toEqual(Array.from({ length: 20 }, (_, commit) => BigInt(1001 + commit)))
  expect((await listLog(lake.table.folder)).commits).toHaveLength(20)
})

test('an overwrite that lost a race replaces what the winner wrote too', async () => {
  await using lake = await lakeWith(1)
  await using other = await lake.reopen()
  await Promise.all([
    lake.engine.write(sales, saleRows([10, 'a', '1']), { mode: 'overwrite' }),
    other.write(sales, saleRows([20, 'a', '1']), { mode: 'overwrite' }),
  ])
  await lake.engine.open(sales)
  expect(await readSales(lake.engine)).toHaveLength(1)
  expect((await listLog(lake.table.folder)).commits).toEqual([0, 1, 2])
})

test('a commit prepared on a schema that another writer changed is refused, and its files go', async () => {
  await using lake = await lakeWith(1)
  const base = await readSnapshot(lake.table)
  const wider = { ...sales, columns: { ...sales.columns, channel: string('Where.') } }
  const select = `select *, 'web' as channel from (${saleRows([2, 'a', '1'])}) as rows`
  await lake.engine.write(wider, select, { mode: 'overwrite' })
  const late = commitChange(lake.table, { base, info: {}, actions: () => [] })
  await expect(late).rejects.toEqual(code('COMMIT_CONFLICT'))
})

test('a commit prepared before a checkpoint is put after it', async () => {
  await using lake = await lakeWith(10)
  const base = await readSnapshot(lake.table)
  await using other = await lake.reopen()
  await other.write(sales, saleRows([10, 'a', '1']), { mode: 'append' })
  const committed = await commitChange(lake.table, { base, info: {}, actions: () => [] })
  expect(committed).toEqual({ version: 11, isRepeated: false })
})

test('a write that fails leaves no file behind', async () => {
  await using lake = await lakeWith(1)
  const before = await readdir(join(lake.table.folder, 'month=a'))
  const bad = `select cast(null as bigint) as sale_id, 'a' as month, 1 as revenue`
  await expect(lake.engine.write(sales, bad, { mode: 'append' })).rejects.toEqual(
    code('SCHEMA_MISMATCH'),
  )
  expect(await readdir(join(lake.table.folder, 'month=a'))).toEqual(before)
})
