import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cleanLog } from '../../lakehouse/delta/clean-log.ts'
import { listLog } from '../../lakehouse/delta/log.ts'
import { removedFileMs } from '../../lakehouse/delta/retention.ts'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { vacuum } from '../../lakehouse/delta/vacuum.ts'
import { text } from '../../lakehouse/sql.ts'
import { code, readSales, saleRows, sales } from '../engines/sales.ts'
import { age } from './ageing.ts'
import { type LakeWithSales, lakeWith } from './lake-with.ts'
import { logFile } from './log-writer.ts'

const streamed = { ...sales, isStreamed: true }
const HOUR = 3_600_000

/** One sale a commit, in two partitions. */
async function appendSales({ engine }: LakeWithSales, from: number, to: number): Promise<void> {
  for (let id = from; id < to; id++)
    await engine.write(streamed, saleRows([id, id % 2 === 0 ? 'a' : 'b', '1']), { mode: 'append' })
}

async function saleIds({ engine }: LakeWithSales, version?: number): Promise<unknown[]> {
  await engine.open(streamed, version)
  return (await readSales(engine)).map(({ sale_id }) => sale_id)
}

const ids = (count: number) => Array.from({ length: count }, (_, id) => BigInt(id))

test('a commit moves several counts at once, and they outlive a checkpoint', async () => {
  await using lake = await lakeWith(0)
  for (let step = 0; step < 12; step++) {
    const moves = ['p/0', 'p/1'].map((appId) => ({
      appId,
      from: step === 0 ? undefined : step * 10,
      version: (step + 1) * 10,
    }))
    await lake.engine.write(streamed, saleRows([step, 'a', '1']), { mode: 'append', moves })
  }
  await using fresh = await lake.reopen()
  const state = await fresh.state(streamed)
  expect(state?.transactions).toEqual(
    new Map([
      ['p/0', 120],
      ['p/1', 120],
    ]),
  )
})

const move = (from: number | undefined, version: number) =>
  ({ mode: 'append', moves: [{ appId: 'p/0', from, version }] }) as const

test('a writer that starts from what another has moved since is fenced, and leaves nothing', async () => {
  await using lake = await lakeWith(0)
  await using other = await lake.reopen()
  await lake.engine.write(streamed, saleRows([1, 'a', '1']), move(undefined, 5))
  await other.write(streamed, saleRows([2, 'a', '1']), move(5, 9))
  await expect(lake.engine.write(streamed, saleRows([3, 'a', '1']), move(5, 7))).rejects.toEqual(
    code('FENCED'),
  )
  const empty = saleRows([4, 'a', '1'])
  await expect(lake.engine.write(streamed, `${empty} where false`, move(5, 7))).rejects.toEqual(
    code('FENCED'),
  )
  expect(await saleIds(lake)).toEqual([1n, 2n])
  expect(await readdir(join(lake.table.folder, 'month=a'))).toHaveLength(2)
})

test('small files are put together while others append: the rows stay, and earlier versions are read for an hour', async () => {
  await using lake = await lakeWith(0)
  await using other = await lake.reopen()
  await appendSales(lake, 0, 20)
  const [replaced] = await Promise.all([
    other.compact(streamed, { lineage: { carried: 'yes' } }),
    appendSales(lake, 20, 24),
  ])
  expect(replaced).toBe(20)
  expect(await saleIds(lake)).toEqual(ids(24))
  const snapshot = await readSnapshot(lake.table)
  expect(snapshot.files.size).toBe(6)
  expect(await other.compact(streamed, {})).toBe(0)

  expect(removedFileMs(snapshot.metadata)).toBe(HOUR)
  // Whoever vacuums: somebody may have begun to read what was put together.
  expect((await vacuum(lake.table, { retentionMs: 0 })).files).toEqual([])
  expect(await saleIds(lake, 19)).toEqual(ids(20))
  await age(lake.table.folder, HOUR)
  expect((await vacuum(lake.table, { retentionMs: 0 })).files).toHaveLength(20)
  expect(await saleIds(lake)).toEqual(ids(24))
})

test('where another writer has removed a file, compaction does nothing', async () => {
  await using lake = await lakeWith(0)
  await appendSales(lake, 0, 16)
  await using other = await lake.reopen()
  await other.open(streamed)
  await lake.engine.write(streamed, saleRows([99, 'a', '1']), { mode: 'overwrite' })
  expect(await other.compact(streamed, {})).toBe(0)
  expect(await saleIds(lake)).toEqual([99n])
})

test('commits and checkpoints older than a day go once a checkpoint of that age holds them', async () => {
  await using lake = await lakeWith(0)
  await appendSales(lake, 0, 35)
  expect(await cleanLog(lake.table)).toBe(0)
  const old = new Date(Date.now() - 25 * HOUR)
  for (let version = 0; version <= 24; version++)
    await utimes(logFile(lake.table.folder, version), old, old)
  // 20 commits, and the checkpoint of version 10.
  expect(await cleanLog(lake.table)).toBe(21)
  const log = await listLog(lake.table.folder)
  expect([log.commits[0], log.checkpoints.map(({ version }) => version)]).toEqual([20, [20, 30]])
  expect(await saleIds(lake)).toEqual(ids(35))
  await using fresh = await lake.reopen()
  await fresh.open(streamed, 24)
  expect(await readSales(fresh)).toHaveLength(25)
  await appendSales(lake, 35, 36)
  expect(await saleIds(lake)).toEqual(ids(36))
})

test('a table that is not streamed keeps its log', async () => {
  await using lake = await lakeWith(12)
  const old = new Date(Date.now() - 1000 * HOUR)
  for (let version = 0; version < 12; version++)
    await utimes(logFile(lake.table.folder, version), old, old)
  expect(await cleanLog(lake.table)).toBe(0)
})

test('a range reads no file that the statistics tell to lie outside it, and every row inside', async () => {
  await using lake = await lakeWith(0)
  await appendSales(lake, 0, 10)
  await lake.engine.openRange(streamed, { column: 'sale_id', from: 4, to: 7 })
  const rows = await lake.engine.rows(text('select sale_id from silver.sales order by sale_id'))
  expect(rows.map(({ sale_id }) => sale_id)).toEqual([4n, 5n, 6n])
  await lake.engine.openRange({ ...streamed, name: 'silver.none' }, { column: 'sale_id', from: 0 })
  expect(await lake.engine.rows(text('select * from silver.none'))).toEqual([])
})
