import type { Row } from '../engines/engine.ts'
import { bigintCell, nullable, numberCell, stringCell } from './cells.ts'

/** What was sold, of some lines of `gold.sale_lines`. */
export interface SalesFigures {
  /** Sales; of a row by STATUS all orders of it, as `uniqueCustomers`. */
  readonly orders: bigint
  readonly units: bigint
  /** Exact. */
  readonly revenue: string
  /** Exact; null when no line has one. */
  readonly profit: string | null
  readonly uniqueCustomers: bigint
  /** revenue ÷ sales; null without one. */
  readonly aov: number | null
}

/** SQL for the sums of sales among lines: `units`, `revenue`, `profit`. */
export const SOLD = `
  cast(coalesce(sum(quantity) filter (is_sale), 0) as bigint) as units,
  cast(coalesce(sum(line_total) filter (is_sale), 0) as decimal(18, 4)) as revenue,
  cast(sum(profit) filter (is_sale) as decimal(18, 4)) as profit`

export function readFigures(row: Row): SalesFigures {
  return {
    orders: bigintCell(row, 'orders'),
    units: bigintCell(row, 'units'),
    revenue: stringCell(row, 'revenue'),
    profit: nullable(stringCell, row, 'profit'),
    uniqueCustomers: bigintCell(row, 'unique_customers'),
    aov: nullable(numberCell, row, 'aov'),
  }
}
