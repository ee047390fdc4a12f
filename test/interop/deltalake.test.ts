import { rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanLog } from '../../lakehouse/delta/clean-log.ts'
import { history } from '../../lakehouse/delta/history.ts'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { vacuum } from '../../lakehouse/delta/vacuum.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql } from '../../lakehouse/sql.ts'
import { type LakeWithSales, lakeWith } from '../delta/lake-with.ts'
import { logFile } from '../delta/log-writer.ts'
import { everything, everythingRow } from '../engines/any-row.ts'
import { readSales, saleRows, sales } from '../engines/sales.ts'
import { deltalake, findDeltalake } from './python.ts'

const python = findDeltalake()

/** Runs a command on the lake's table `silver.sales`. */
const onSales = ({ table }: LakeWithSales, command: string, ...args: readonly string[]) =>
  deltalake(python!, command, table.folder, ...args)

async function readAgain(engine: Engine) {
  await engine.open(sales)
  return readSales(engine)
}

describe.skipIf(python === undefined)('deltalake reads what we write', () => {
  test('schema with comments, odd partition values', async () => {
    await using lake = await lakeWith(0)
    const months = ['a b/c:d=é%', '%41', "it's", '+&#?*[x]', '  ', '__HIVE', null]
    const quoted = months.map((month) => month?.replaceAll("'", "''") ?? null)
    const rows = saleRows(...quoted.map((month, id) => [id, month, '0.0001'] as const))
    await lake.engine.write(sales, rows, { mode: 'overwrite' })
    expect(await onSales(lake, 'read', 'null')).toMatchObject({
      version: 0,
      protocol: [1, 2],
      partitionColumns: ['month'],
      schema: [
        { name: 'sale_id', type: 'long', nullable: false, metadata: { comment: 'The sale.' } },
        { name: 'month', type: 'string', nullable: true },
        { name: 'revenue', type: 'decimal(18,4)', nullable: true },
      ],
      rows: expect.arrayContaining(
        months.map((month, id) => ({ sale_id: String(id), month, revenue: '0.0001' })),
      ),
    })
    expect(await readSales(lake.engine)).toEqual(
      months.map((month, id) => ({ sale_id: BigInt(id), month, revenue: '0.0001' })),
    )
  })

  test('values of every type, exactly', async () => {
    await using lake = await lakeWith(0)
    const row = {
      id: 1,
      text: 'né\n"x"',
      count: 9007199254740993n,
      money: '-12345678901234.5678',
      ratio: 0.1,
      flag: true,
      day: '2026-11-22',
      at: '2026-11-22T05:20:00.123456Z',
    }
    await lake.engine.write(everything, everythingRow(row), { mode: 'overwrite' })
    const folder = join(lake.lake, 'silver', 'everything')
    expect(await deltalake(python!, 'read', folder, 'null')).toMatchObject({
      rows: [{ ...row, id: '1', count: '9007199254740993' }],
    })
    expect(await deltalake(python!, 'statistics', folder)).toMatchObject([
      {
        num_records: '1',
        'min.count': '9007199254740993',
        'max.count': '9007199254740993',
        'min.money': '-12345678901234.5678',
        'max.at': '2026-11-22T05:20:00.123456Z',
        'max.day': '2026-11-22',
        'null_count.text': '0',
      },
    ])
  })

  test('filters skip files by our statistics and find every row', async () => {
    await using lake = await lakeWith(0)
    const many = `select cast(range as bigint) as sale_id, 'm' || range // 100 as month, range / 4 as revenue
      from range(1000)`
    await lake.engine.write(sales, many, { mode: 'overwrite' })
    expect(await onSales(lake, 'filtered', '["sale_id", ">=", 990]')).toHaveLength(10)
    expect(await onSales(lake, 'filtered', '["month", "=", "m3"]')).toHaveLength(100)
  })

  test('versions, times and history', async () => {
    await using lake = await lakeWith(0)
    for (const [version, day] of ['2026-01-01', '2026-01-02', '2026-01-03'].entries()) {
      await lake.engine.write(sales, saleRows([version, 'a', '1']), {
        mode: version === 0 ? 'overwrite' : 'append',
        lineage: { run: `r${version}` },
      })
      const time = new Date(`${day}T00:00:00Z`)
      await utimes(logFile(lake.table.folder, version), time, time)
    }
    expect(await onSales(lake, 'read', '1')).toMatchObject({
      version: 1,
      rows: [{ sale_id: expect.any(String) }, { sale_id: expect.any(String) }],
    })
    expect(await onSales(lake, 'read_at', '2026-01-02T12:00:00Z')).toBe(1)
    expect(await onSales(lake, 'history')).toMatchObject([
      { version: 2, operation: 'WRITE', userMetadata: '{"run":"r2"}' },
      {
        version: 1,
        operationParameters: { mode: 'Append' },
        operationMetrics: { numOutputRows: '1' },
      },
      { version: 0, operationParameters: { mode: 'Overwrite', partitionBy: '["month"]' } },
    ])
  })

  test('a table that was streamed, put together and whose log was cleaned', async () => {
    await using lake = await lakeWith(0)
    const streamed = { ...sales, isStreamed: true }
    for (let version = 0; version < 25; version++)
      await lake.engine.write(streamed, saleRows([version, 'a', '1']), {
        mode: 'append',
        moves: [
          { appId: 'p/0', from: version === 0 ? undefined : version, version: version + 1 },
          { appId: 'p/1', from: version === 0 ? undefined : version, version: version + 1 },
        ],
      })
    expect(await lake.engine.compact(streamed, {})).toBe(25)
    const old = new Date(Date.now() - 25 * 3_600_000)
    for (let version = 0; version <= 20; version++)
      await utimes(logFile(lake.table.folder, version), old, old)
    expect(await cleanLog(lake.table)).toBe(21)
    await vacuum(lake.table, { retentionMs: 0 })
    const read = await onSales(lake, 'read', 'null')
    expect(read).toMatchObject({ version: 25, protocol: [1, 2] })
    expect(read).toHaveProperty('rows.length', 25)
    await onSales(lake, 'append', '[[100, "a", "1"]]')
    await using fresh = await lake.reopen()
    const state = await fresh.state(streamed)
    expect(state).toMatchObject({ rows: 26n })
    expect(state!.transactions.get('p/1')).toBe(25)
  })

  test('tables whose first commits only our checkpoint holds', async () => {
    await using lake = await lakeWith(11)
    await lake.engine.write(sales, saleRows([11, 'b', '1']), { mode: 'overwrite-partitions' })
    for (let version = 0; version < 10; version++) await rm(logFile(lake.table.folder, version))
    const read = await onSales(lake, 'read', 'null')
    expect(read).toMatchObject({ version: 11, protocol: [1, 2], partitionColumns: ['month'] })
    expect(read).toHaveProperty('rows.length', 12)
  })
})

describe.skipIf(python === undefined)('we read what deltalake writes', () => {
  test('appends, an overwrite, a delete, a compaction and a checkpoint on our table', async () => {
    await using lake = await lakeWith(3)
    await onSales(lake, 'append', '[[100, "x y/z%", "1.25"], [101, null, "2.5"]]')
    expect(await readAgain(lake.engine)).toEqual([
      ...[0n, 1n, 2n].map((sale_id) => ({ sale_id, month: 'a', revenue: '1.0000' })),
      { sale_id: 100n, month: 'x y/z%', revenue: '1.2500' },
      { sale_id: 101n, month: null, revenue: '2.5000' },
    ])
    await onSales(lake, 'delete', 'sale_id = 1')
    await onSales(lake, 'optimize')
    await onSales(lake, 'checkpoint')
    await using fresh = await lake.reopen()
    const kept = (await readAgain(fresh)).map(({ sale_id }) => sale_id)
    expect(kept).toEqual([0n, 2n, 100n, 101n])
    await lake.engine.write(sales, saleRows([102, 'x y/z%', '3']), { mode: 'overwrite-partitions' })
    expect((await readAgain(fresh)).map(({ sale_id }) => sale_id)).toEqual([0n, 2n, 101n, 102n])
    await onSales(lake, 'overwrite', '[[7, "a", "1"]]')
    expect((await readAgain(fresh)).map(({ sale_id }) => sale_id)).toEqual([7n])
    const { protocol } = await readSnapshot(lake.table)
    expect(protocol).toEqual({ minReaderVersion: 1, minWriterVersion: 2 })
  })

  test('a table of its own: rows, versions, history, and our next commits', async () => {
    await using lake = await lakeWith(0)
    await onSales(lake, 'create', '[[1, "a", "1.5"], [2, null, "2"]]')
    expect(await readAgain(lake.engine)).toHaveLength(2)
    expect(await lake.engine.state(sales)).toMatchObject({ version: 0, rows: 2n, lineage: {} })
    await lake.engine.write(sales, saleRows([3, 'a', '3']), {
      mode: 'append',
      lineage: { run: 'r1' },
    })
    expect(await history(lake.table.folder)).toMatchObject([
      { version: 1, lineage: { run: 'r1' } },
      { version: 0, operation: expect.stringMatching(/CREATE|WRITE/) },
    ])
    const read = await onSales(lake, 'read', 'null')
    expect(read).toMatchObject({ version: 1 })
    expect(read).toHaveProperty('rows.length', 3)
  })

  test('after our vacuum it still reads the newest version', async () => {
    await using lake = await lakeWith(3)
    await onSales(lake, 'delete', 'sale_id < 2')
    expect((await vacuum(lake.table, { retentionMs: 0 })).files).toHaveLength(2)
    await lake.engine.open(sales)
    expect(await lake.engine.rows(sql`select sale_id from silver.sales`)).toEqual([{ sale_id: 2n }])
    expect(await onSales(lake, 'read', 'null')).toMatchObject({ rows: [{ sale_id: '2' }] })
  })
})
