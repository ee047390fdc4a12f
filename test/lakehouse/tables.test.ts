import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { commitFile } from '../../lakehouse/delta/log.ts'
import { openTables } from '../../lakehouse/tables.ts'
import { lakeWith } from '../delta/lake-with.ts'
import { saleRows, sales } from '../engines/sales.ts'

test('a version is read once, whoever asks', async () => {
  await using lake = await lakeWith(3)
  const tables = openTables(lake.engine, lake.lake)
  const [info] = await tables.all()
  const commits = await tables.history(info!, 20)
  for (const version of [0, 1]) await rm(commitFile(lake.table.folder, version))
  expect(await tables.all()).toEqual([info])
  expect(await tables.history(info!, 20)).toEqual(commits)
  expect(commits.map(({ version }) => version)).toEqual([2n, 1n, 0n])
})

test('what others have committed since is there', async () => {
  await using lake = await lakeWith(1)
  const tables = openTables(lake.engine, lake.lake)
  expect(await tables.all()).toMatchObject([{ version: 0n, rows: 1n, files: 1 }])
  await using other = await lake.reopen()
  await other.write(sales, saleRows([7, 'b', '1'], [8, 'c', '1']), {
    mode: 'append',
    lineage: { runId: 'r1', upstream: 'bronze.sales', sql: 'select 1' },
  })
  const [info] = await tables.all()
  expect(info).toMatchObject({
    name: 'silver.sales',
    layer: 'silver',
    version: 1n,
    rows: 3n,
    files: 3,
    upstream: ['bronze.sales'],
    sql: 'select 1',
  })
  expect(await tables.history(info!, 20)).toMatchObject([
    { version: 1n, operation: 'WRITE', rowsAdded: 2n, runId: 'r1' },
    { version: 0n, operation: 'WRITE', rowsAdded: 1n, runId: null },
  ])
})

test('a table whose writer did not say what it was made from shows none of it', async () => {
  await using lake = await lakeWith(1)
  expect(await openTables(lake.engine, lake.lake).all()).toMatchObject([
    { upstream: [], downstream: [], sql: null },
  ])
})

test('a table is read from its newest checkpoint on', async () => {
  await using lake = await lakeWith(12)
  for (let version = 0; version < 10; version++) await rm(commitFile(lake.table.folder, version))
  const tables = openTables(lake.engine, lake.lake)
  expect(await tables.all()).toMatchObject([{ version: 11n, rows: 12n, files: 12 }])
})
