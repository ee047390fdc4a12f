import { expect } from 'vitest'
import { bigint, contract, decimal, required, string } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { sql } from '../../lakehouse/sql.ts'

export const sales = contract({
  name: 'silver.sales',
  grain: 'one row per sale_id',
  columns: {
    sale_id: required(bigint('The sale.')),
    month: string('The month it was made in.'),
    revenue: decimal('What it brought in.'),
  },
  key: ['sale_id'],
  partitionedBy: ['month'],
})

export const saleRows = (...rows: readonly (readonly [number, string | null, string])[]) =>
  `select * from (values ${rows
    .map(
      ([id, month, revenue]) =>
        `(cast(${id} as bigint), ${month === null ? 'null' : `'${month}'`}, ${revenue})`,
    )
    .join(', ')}) as rows(sale_id, month, revenue)`

export const readSales = (engine: Engine) =>
  engine.rows(sql`select sale_id, month, revenue from silver.sales order by sale_id, revenue`)

export const code = (expected: string) =>
  expect.objectContaining({ name: 'LakehouseError', code: expected })
