import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { string } from '../../lakehouse/contracts/contract.ts'
import { writeCheckpoint } from '../../lakehouse/delta/checkpoint.ts'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { sql } from '../../lakehouse/sql.ts'
import { saleRows, sales } from '../engines/sales.ts'
import { lakeWith } from './lake-with.ts'
import { logFile, writeLog } from './log-writer.ts'

test('a snapshot is the same from commits, from a checkpoint and from an earlier snapshot', async () => {
  await using lake = await lakeWith(9)
  await lake.engine.write(sales, saleRows([9, 'b', '1']), {
    mode: 'overwrite',
    txn: { appId: 'stream', version: 3 },
  })
  const before = await readSnapshot(lake.table)
  await lake.engine.write(sales, saleRows([10, 'b', '1']), { mode: 'overwrite-partitions' })
  await lake.engine.write(sales, saleRows([11, null, '1']), { mode: 'append' })
  const fromCheckpoint = await readSnapshot(lake.table)
  const incremental = await readSnapshot(lake.table, undefined, before)
  await rm(logFile(lake.table.folder, 10).replace('.json', '.checkpoint.parquet'))
  const fromCommits = await readSnapshot(lake.table)
  const plain = (snapshot: typeof before) =>
    JSON.parse(
      JSON.stringify({
        ...snapshot,
        files: [...snapshot.files.values()].map(({ path, stats, size }) => ({ path, stats, size })),
        tombstones: [...snapshot.tombstones.keys()].sort(),
        transactions: [...snapshot.transactions],
        metadata: { ...snapshot.metadata, name: undefined },
      }),
    )
  expect(plain(incremental)).toEqual(plain(fromCommits))
  expect(plain(fromCheckpoint)).toMatchObject({
    ...plain(fromCommits),
    files: expect.arrayContaining(plain(fromCommits).files),
  })
  expect(fromCommits.files.size).toBe(2)
  expect(fromCommits.tombstones.size).toBe(10)
  expect(fromCommits.transactions.get('stream')).toBe(3)
})

test('each tenth commit leaves a checkpoint and the hint that names it', async () => {
  await using lake = await lakeWith(11)
  const hint = await readFile(join(lake.table.folder, '_delta_log', '_last_checkpoint'), 'utf8')
  expect(JSON.parse(hint)).toEqual({ version: 10, size: 13 })
  for (let version = 0; version < 10; version++) await rm(logFile(lake.table.folder, version))
  await using engine = await lake.reopen()
  expect(await engine.state(sales)).toMatchObject({ version: 10, rows: 11n })
  await engine.open(sales)
  expect(await engine.rows(sql`select count(*) as n from silver.sales`)).toEqual([{ n: 11n }])
  await expect(engine.open(sales, 5)).rejects.toMatchObject({ code: 'LOG_CORRUPT' })
})

test('a checkpoint forgets files that were removed more than a week ago', async () => {
  await using lake = await lakeWith(1)
  const snapshot = await readSnapshot(lake.table)
  const days = [1, 8].map((age) => Date.now() - age * 24 * 3_600_000)
  const tombstones = new Map(
    days.map((deletionTimestamp, i) => [
      `${i}.parquet`,
      { path: `${i}.parquet`, deletionTimestamp, dataChange: true },
    ]),
  )
  await writeCheckpoint(lake.table, { ...snapshot, tombstones })
  expect([...(await readSnapshot(lake.table)).tombstones.keys()]).toEqual(['0.parquet'])
})

test('int64 and decimal statistics are raw numbers in commits and checkpoints', async () => {
  await using lake = await lakeWith(0)
  const rows = saleRows([1, 'a', '12345678901234.5678'])
  const huge = rows.replace('cast(1 as bigint)', '9007199254740993')
  for (let version = 0; version <= 10; version++) {
    await lake.engine.write(sales, huge, { mode: 'overwrite' })
  }
  const first = await readFile(logFile(lake.table.folder, 0), 'utf8')
  const [file] = (await readSnapshot(lake.table)).files.values()
  const bounds = '{"revenue":12345678901234.5678,"sale_id":9007199254740993}'
  expect(first).toContain(JSON.stringify(bounds).slice(1, -1))
  expect(file!.stats).toBe(
    `{"numRecords":1,"minValues":${bounds},"maxValues":${bounds},"nullCount":{"revenue":0,"sale_id":0}}`,
  )
})

test('a column that another writer declared and no file has is NULL', async () => {
  await using lake = await lakeWith(1)
  const { metadata } = await readSnapshot(lake.table)
  const schema = JSON.parse(metadata.schemaString)
  schema.fields.push({ name: 'channel', type: 'string', nullable: true, metadata: {} })
  const metaData = { ...metadata, schemaString: JSON.stringify(schema) }
  await writeLog(lake.table.folder, 1, JSON.stringify({ metaData }))
  await lake.engine.open(sales)
  expect(await lake.engine.rows(sql`select sale_id, channel from silver.sales`)).toEqual([
    { sale_id: 0n, channel: null },
  ])
})

test('a table may have a column called filename and skips files all the same by others', async () => {
  await using lake = await lakeWith(0)
  const files = { ...sales, columns: { ...sales.columns, filename: string('A file.') } }
  const select = `select *, 'x.csv' as filename from (${saleRows([1, 'a', '1'], [2, 'b', '2'])}) as rows`
  await lake.engine.write(files, select, { mode: 'overwrite' })
  expect(
    await lake.engine.rows(sql`select sale_id, filename from silver.sales where month = ${'b'}`),
  ).toEqual([{ sale_id: 2n, filename: 'x.csv' }])
})

test('a filter on a partition column reads only its files', async () => {
  await using lake = await lakeWith(0)
  await lake.engine.write(sales, saleRows([1, 'a', '1'], [2, 'b', '2'], [3, null, '3']), {
    mode: 'overwrite',
  })
  const plan = await lake.engine.rows(
    sql`explain analyze select sum(revenue) from silver.sales where month = 'b'`,
  )
  expect(JSON.stringify(plan)).toContain('Scanning Files: 1/3')
})
