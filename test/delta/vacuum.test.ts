import { existsSync } from 'node:fs'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { vacuum } from '../../lakehouse/delta/vacuum.ts'
import { code, readSales, saleRows, sales } from '../engines/sales.ts'
import { lakeWith } from './lake-with.ts'

const HOUR_MS = 3_600_000

test('a removed file stays for the retention, then goes; the newest version stays whole', async () => {
  await using lake = await lakeWith(2)
  await lake.engine.write(sales, saleRows([7, 'b', '1']), { mode: 'overwrite' })
  expect((await vacuum(lake.table, { retentionMs: HOUR_MS })).files).toEqual([])
  const planned = await vacuum(lake.table, { retentionMs: 0, isDryRun: true })
  expect(planned.files).toHaveLength(2)
  await lake.engine.open(sales, 1)
  expect(await vacuum(lake.table, { retentionMs: 0 })).toEqual(planned)
  await lake.engine.open(sales)
  expect(await readSales(lake.engine)).toHaveLength(1)
  await expect(lake.engine.open(sales, 1)).rejects.toEqual(code('FILE_MISSING'))
})

test('what an unfinished write left goes once no writer can be at it any more', async () => {
  await using lake = await lakeWith(1)
  const left = join(lake.table.folder, 'month=a', 'part-left.parquet')
  await writeFile(left, 'x')
  expect((await vacuum(lake.table, { retentionMs: 0 })).files).toEqual([])
  const old = new Date(Date.now() - 2 * HOUR_MS)
  await utimes(left, old, old)
  expect(await vacuum(lake.table, { retentionMs: 0 })).toEqual({
    files: ['month=a/part-left.parquet'],
    bytes: 1n,
  })
  expect(await readdir(join(lake.table.folder, '_delta_log'))).toHaveLength(1)
})

test('whatever was written, kept versions keep every file', async () => {
  const write = fc.record({
    mode: fc.constantFrom('append', 'overwrite', 'overwrite-partitions'),
    month: fc.constantFrom('a', 'b', 'c d', null),
  })
  const history = fc.array(write, { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(history, fc.array(fc.nat(7), { maxLength: 3 }), async (writes, chosen) => {
      await using lake = await lakeWith(0)
      for (const [id, { mode, month }] of writes.entries()) {
        await lake.engine.write(sales, saleRows([id, month, '1']), { mode })
      }
      const keep = new Set(chosen.filter((version) => version < writes.length))
      await vacuum(lake.table, { retentionMs: 0, keep })
      for (const version of [...keep, writes.length - 1]) {
        const { files } = await readSnapshot(lake.table, version)
        const present = [...files.keys()].filter((path) =>
          existsSync(join(lake.table.folder, path)),
        )
        expect(present).toHaveLength(files.size)
      }
    }),
    { numRuns: 10 },
  )
})
