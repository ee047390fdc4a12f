import type { Row } from '../engines/engine.ts'
import { type Sql, sql, text } from '../sql.ts'
import { nullable, numberCell } from './cells.ts'
import type { Reader } from './reader.ts'
import { type SalesFigures, SOLD, readFigures } from './sales-figures.ts'
import { type SalesScope, linesWithin } from './sales-filter.ts'

/** What was sold, in all. */
export interface SalesTotals extends SalesFigures {
  /** Cancelled orders ÷ all orders, 0–1; null without an order. */
  readonly cancellationRate: number | null
}

/** Totals of any lines of `gold.sale_lines`. */
export async function salesTotalsOf(reader: Reader, scope: SalesScope): Promise<SalesTotals> {
  const [row] = await reader.scan(summedUp(sql`gold.sale_lines where ${linesWithin(scope)}`))
  return readTotals(row!)
}

/** A select of the totals of lines that have the columns of `gold.sale_lines`; `lines` goes on from `from`. */
export function summedUp(lines: Sql): Sql {
  return sql`
    select *, cast(revenue as double) / nullif(orders, 0) as aov,
      cast(cancelled_orders as double) / nullif(all_orders, 0) as cancellation_rate
    from (
      select count(distinct order_id) filter (is_sale) as orders,
        count(distinct order_id) as all_orders,
        count(distinct order_id) filter (status = 'CANCELLED') as cancelled_orders,
        ${text(SOLD)},
        count(distinct customer_id) filter (is_sale) as unique_customers
      from ${lines}
    ) as summed`
}

export function readTotals(row: Row): SalesTotals {
  return { ...readFigures(row), cancellationRate: nullable(numberCell, row, 'cancellation_rate') }
}
