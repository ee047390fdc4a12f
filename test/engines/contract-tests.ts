import { describe, expect, test } from 'vitest'
import { double, string } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql } from '../../lakehouse/sql.ts'
import { readSales, saleRows, sales } from './sales.ts'

export function contractTests(open: () => Promise<Engine>): void {
  describe('contracts', () => {
    test('a column that the select lacks or adds is named', async () => {
      await using engine = await open()
      const select = 'select cast(1 as bigint) as sale_id, 1 as profit, 2 as revenue'
      await expect(engine.write(sales, select, { mode: 'overwrite' })).rejects.toMatchObject({
        code: 'SCHEMA_MISMATCH',
        message: 'silver.sales: month is missing, profit is not declared',
      })
    })

    test('a NULL where the contract allows none is refused', async () => {
      await using engine = await open()
      const select = `select cast(null as bigint) as sale_id, 'a' as month, 1 as revenue`
      await expect(engine.write(sales, select, { mode: 'overwrite' })).rejects.toMatchObject({
        code: 'SCHEMA_MISMATCH',
        message: expect.stringContaining('sale_id is NULL in 1 row'),
      })
      expect(await engine.state(sales)).toBeUndefined()
    })

    test('columns are taken by name and cast to the declared types', async () => {
      await using engine = await open()
      const select = `select '1.5' as revenue, 'a' as month, '7' as sale_id`
      await engine.write(sales, select, { mode: 'overwrite' })
      expect(await readSales(engine)).toEqual([{ sale_id: 7n, month: 'a', revenue: '1.5000' }])
    })

    const wider = { ...sales, columns: { ...sales.columns, channel: string('Where.') } }
    const other = { ...sales, columns: { ...sales.columns, revenue: double('Rounded.') } }

    test('an overwrite takes over changed columns', async () => {
      await using engine = await open()
      await engine.write(sales, saleRows([1, 'a', '1']), { mode: 'overwrite' })
      await engine.write(other, saleRows([1, 'a', '1.5']), { mode: 'overwrite' })
      expect(await readSales(engine)).toEqual([{ sale_id: 1n, month: 'a', revenue: 1.5 }])
      await engine.open(sales, 0)
      expect(await readSales(engine)).toEqual([{ sale_id: 1n, month: 'a', revenue: '1.0000' }])
    })

    test('an append may bring a column that may be NULL, and no other change', async () => {
      await using engine = await open()
      await engine.write(sales, saleRows([1, 'a', '1']), { mode: 'overwrite' })
      await engine.write(
        wider,
        `select *, 'web' as channel from (${saleRows([2, 'a', '2'])}) as new`,
        { mode: 'append' },
      )
      expect(
        await engine.rows(sql`select sale_id, channel from silver.sales order by sale_id`),
      ).toEqual([
        { sale_id: 1n, channel: null },
        { sale_id: 2n, channel: 'web' },
      ])
      await expect(
        engine.write(sales, saleRows([3, 'a', '3']), { mode: 'append' }),
      ).rejects.toMatchObject({
        code: 'SCHEMA_MISMATCH',
        message: expect.stringContaining('channel'),
      })
      await expect(
        engine.write(other, saleRows([3, 'a', '3']), { mode: 'append' }),
      ).rejects.toMatchObject({
        code: 'SCHEMA_MISMATCH',
        message: expect.stringContaining('revenue'),
      })
    })
  })
}
