import type { Row } from '../engines/engine.ts'
import { sql } from '../sql.ts'
import { bigintCell, nullable, numberCell, stringCell } from './cells.ts'
import type { Reader } from './reader.ts'
import { type SalesScope, linesWithin } from './sales-filter.ts'

/** What was sold, in all. */
export interface SalesTotals {
  /** Sales. */
  readonly orders: bigint
  readonly units: bigint
  /** Exact. */
  readonly revenue: string
  /** Exact; null when no line has one. */
  readonly profit: string | null
  readonly uniqueCustomers: bigint
  /** revenue ÷ orders; null without a sale. */
  readonly aov: number | null
  /** Cancelled orders ÷ all orders, 0–1; null without an order. */
  readonly cancellationRate: number | null
}

/** Totals of any lines of `gold.sale_lines`. */
export async function salesTotalsOf(reader: Reader, scope: SalesScope): Promise<SalesTotals> {
  const [row] = await reader.scan(sql`
    select *, cast(revenue as double) / nullif(orders, 0) as aov,
      cast(cancelled_orders as double) / nullif(all_orders, 0) as cancellation_rate
    from (
      select count(distinct order_id) filter (is_sale) as orders,
        count(distinct order_id) as all_orders,
        count(distinct order_id) filter (status = 'CANCELLED') as cancelled_orders,
        cast(coalesce(sum(quantity) filter (is_sale), 0) as bigint) as units,
        cast(coalesce(sum(line_total) filter (is_sale), 0) as decimal(18, 4)) as revenue,
        cast(sum(profit) filter (is_sale) as decimal(18, 4)) as profit,
        count(distinct customer_id) filter (is_sale) as unique_customers
      from gold.sale_lines where ${linesWithin(scope)}
    ) as summed`)
  return readTotals(row!)
}

export function readTotals(row: Row): SalesTotals {
  return {
    orders: bigintCell(row, 'orders'),
    units: bigintCell(row, 'units'),
    revenue: stringCell(row, 'revenue'),
    profit: nullable(stringCell, row, 'profit'),
    uniqueCustomers: bigintCell(row, 'unique_customers'),
    aov: nullable(numberCell, row, 'aov'),
    cancellationRate: nullable(numberCell, row, 'cancellation_rate'),
  }
}
