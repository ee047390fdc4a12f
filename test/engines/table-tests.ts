import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql } from '../../lakehouse/sql.ts'
import { NOTHING, anyRow, everything, everythingRow } from './any-row.ts'
import { code, readSales, saleRows, sales } from './sales.ts'

export function tableTests(open: () => Promise<Engine>): void {
  describe('tables', () => {
    test('a table is made at its first write and read under its name', async () => {
      await using engine = await open()
      expect(await engine.state(sales)).toBeUndefined()
      await expect(engine.open(sales)).rejects.toEqual(code('TABLE_NOT_FOUND'))
      const written = await engine.write(
        sales,
        saleRows([1, '2026-01', '1.5'], [2, null, '2.25']),
        {
          mode: 'overwrite',
          lineage: { run: 'r1' },
        },
      )
      expect(written).toMatchObject({ version: 0, rows: 2n })
      expect(await readSales(engine)).toEqual([
        { sale_id: 1n, month: '2026-01', revenue: '1.5000' },
        { sale_id: 2n, month: null, revenue: '2.2500' },
      ])
      expect(await engine.state(sales)).toEqual({
        version: 0,
        rows: 2n,
        lineage: { run: 'r1' },
        transactions: new Map(),
      })
    })

    test('append adds, overwrite replaces, overwrite-partitions replaces only the partitions it brings', async () => {
      await using engine = await open()
      await engine.write(sales, saleRows([1, 'a', '1'], [2, 'b', '2'], [3, null, '3']), {
        mode: 'overwrite',
      })
      await engine.write(sales, saleRows([4, 'b', '4']), { mode: 'append' })
      await engine.write(sales, saleRows([5, 'b', '5'], [6, null, '6']), {
        mode: 'overwrite-partitions',
      })
      expect((await readSales(engine)).map((row) => row.sale_id)).toEqual([1n, 5n, 6n])
      await engine.write(sales, saleRows([7, 'c', '7']), { mode: 'overwrite' })
      expect((await readSales(engine)).map((row) => row.sale_id)).toEqual([7n])
    })

    test('earlier versions stay readable, with their own lineage', async () => {
      await using engine = await open()
      await engine.write(sales, saleRows([1, 'a', '1']), {
        mode: 'overwrite',
        lineage: { run: 'r1' },
      })
      await engine.write(sales, saleRows([2, 'a', '2']), {
        mode: 'overwrite',
        lineage: { run: 'r2' },
      })
      await engine.open(sales, 0)
      expect(await readSales(engine)).toEqual([{ sale_id: 1n, month: 'a', revenue: '1.0000' }])
      expect(await engine.state(sales, 0)).toEqual({
        version: 0,
        rows: 1n,
        lineage: { run: 'r1' },
        transactions: new Map(),
      })
      await expect(engine.open(sales, 2)).rejects.toEqual(code('VERSION_NOT_FOUND'))
    })

    test('a select without rows makes an empty table', async () => {
      await using engine = await open()
      const none = `${saleRows([1, 'a', '1'])} where false`
      expect(await engine.write(sales, none, { mode: 'overwrite' })).toMatchObject({
        rows: 0n,
        files: 0,
      })
      expect(await readSales(engine)).toEqual([])
      await engine.write(everything, everythingRow({}), { mode: 'overwrite' })
      await engine.write(everything, `${everythingRow({})} where false`, { mode: 'overwrite' })
      expect(await engine.rows(sql`select id from silver.everything`)).toEqual([])
    })

    test('a select may read the table that it overwrites', async () => {
      await using engine = await open()
      await engine.write(sales, saleRows([1, 'a', '1'], [2, 'b', '2']), { mode: 'overwrite' })
      const doubled = 'select sale_id, month, revenue * 2 as revenue from silver.sales'
      await engine.write(sales, doubled, { mode: 'overwrite' })
      expect((await readSales(engine)).map((row) => row.revenue)).toEqual(['2.0000', '4.0000'])
    })

    test('a write that fails leaves the table as it was', async () => {
      await using engine = await open()
      await engine.write(sales, saleRows([1, 'a', '1']), { mode: 'overwrite' })
      const bad = saleRows([2, 'a', `cast('x' as decimal(18, 4))`])
      await expect(engine.write(sales, bad, { mode: 'overwrite' })).rejects.toEqual(
        code('QUERY_FAILED'),
      )
      expect(await engine.state(sales)).toMatchObject({ version: 0, rows: 1n })
      expect(await readSales(engine)).toHaveLength(1)
    })

    test('a repeated transaction is written once', async () => {
      await using engine = await open()
      const options = { mode: 'append', txn: { appId: 'stream', version: 7 } } as const
      await engine.write(sales, saleRows([1, 'a', '1']), options)
      expect(await engine.write(sales, saleRows([1, 'a', '1']), options)).toMatchObject({
        version: 0,
        rows: 0n,
      })
      expect(await readSales(engine)).toHaveLength(1)
    })

    test('appends at the same time are all kept', async () => {
      await using engine = await open()
      const ids = Array.from({ length: 12 }, (_, id) => id)
      const written = await Promise.all(
        ids.map((id) => engine.write(sales, saleRows([id, 'a', '1']), { mode: 'append' })),
      )
      expect(written.map(({ version }) => version).sort((a, b) => a - b)).toEqual(ids)
      await engine.open(sales)
      expect((await readSales(engine)).map((row) => row.sale_id)).toEqual(ids.map(BigInt))
    })

    test('any values come back as they were written', async () => {
      await using engine = await open()
      await fc.assert(
        fc.asyncProperty(anyRow, async (row) => {
          await engine.write(everything, everythingRow(row), { mode: 'overwrite' })
          expect(await engine.rows(sql`select * from silver.everything`)).toEqual([
            { ...NOTHING, ...row },
          ])
        }),
        { numRuns: 25 },
      )
    })

    test('any partition value comes back as it was written, the empty text as NULL', async () => {
      await using engine = await open()
      await fc.assert(
        fc.asyncProperty(fc.string({ maxLength: 40 }), async (month) => {
          if (month.includes('\0')) return
          await engine.write(sales, saleRows([1, month.replaceAll("'", "''"), '1']), {
            mode: 'overwrite',
          })
          expect((await readSales(engine))[0]!.month).toBe(month === '' ? null : month)
        }),
        { numRuns: 25 },
      )
    })
  })
}
