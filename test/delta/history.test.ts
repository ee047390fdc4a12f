import { utimes } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { history, versionAt } from '../../lakehouse/delta/history.ts'
import { listTables, tableFacts } from '../../lakehouse/delta/facts.ts'
import { code, saleRows, sales } from '../engines/sales.ts'
import { lakeWith } from './lake-with.ts'
import { logFile, writeLog } from './log-writer.ts'

test('history says who did what, newest first', async () => {
  await using lake = await lakeWith(0)
  await lake.engine.write(sales, saleRows([1, 'a', '1'], [2, 'b', '2']), {
    mode: 'overwrite',
    lineage: { run: 'r1' },
  })
  await lake.engine.write(sales, saleRows([3, 'b', '3']), { mode: 'append' })
  await writeLog(
    lake.table.folder,
    2,
    '{"commitInfo":{"operation":"OPTIMIZE","userMetadata":"by hand"}}',
  )
  const commits = await history(lake.table.folder)
  expect(commits).toMatchObject([
    { version: 2, operation: 'OPTIMIZE', lineage: {} },
    {
      version: 1,
      operation: 'WRITE',
      parameters: { mode: 'Append' },
      metrics: { numOutputRows: '1' },
    },
    {
      version: 0,
      parameters: { mode: 'Overwrite', partitionBy: '["month"]' },
      metrics: { numFiles: '2', numOutputRows: '2' },
      lineage: { run: 'r1' },
    },
  ])
  expect(await history(lake.table.folder, 1)).toEqual(commits.slice(0, 1))
})

test('a version is found by time, although the clock once stepped back', async () => {
  await using lake = await lakeWith(4)
  const clock = [
    '2026-01-01T00:00:00Z',
    '2026-01-03T00:00:00Z',
    '2026-01-02T00:00:00Z',
    '2026-01-04T00:00:00Z',
  ]
  for (const [version, time] of clock.entries()) {
    await utimes(logFile(lake.table.folder, version), new Date(time), new Date(time))
  }
  const at = (instant: string) => versionAt(lake.table.folder, instant)
  await expect(at('2025-12-31T23:59:59Z')).rejects.toEqual(code('VERSION_NOT_FOUND'))
  expect(await at('2026-01-01T00:00:00Z')).toBe(0)
  expect(await at('2026-01-02T12:00:00Z')).toBe(0)
  expect(await at('2026-01-03T00:00:00Z')).toBe(1)
  expect(await at('2026-01-03T00:00:00.001Z')).toBe(2)
  expect(await at('2030-01-01T00:00:00Z')).toBe(3)
  const times = (await history(lake.table.folder)).map(({ committedAt }) => committedAt)
  expect(times).toEqual(times.toSorted().toReversed())
})

test('a lake lists its tables with their facts', async () => {
  await using lake = await lakeWith(2)
  await lake.engine.write({ ...sales, name: 'gold.sales' }, saleRows([1, 'a', '1']), {
    mode: 'overwrite',
    lineage: { run: 'r9' },
  })
  expect(await listTables(lake.lake)).toEqual(['gold.sales', 'silver.sales'])
  expect(await tableFacts(lake.engine, lake.lake, 'silver.sales')).toMatchObject({
    name: 'silver.sales',
    version: 1,
    rows: 2n,
    files: 2,
  })
  expect(await tableFacts(lake.engine, lake.lake, 'gold.sales')).toMatchObject({
    lineage: { run: 'r9' },
  })
})
