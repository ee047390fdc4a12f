import { type Sql, join, sql, text } from '../sql.ts'
import { bigintCell, nullable, numberCell, stringCell } from './cells.ts'
import type { Days } from './day.ts'
import { all, dayWithin } from './predicates.ts'
import type { Reader } from './reader.ts'
import { type SalesTotals, readTotals } from './sales-totals.ts'

/** From the shop's first to its last order of any state; null for a shop without orders. */
export async function shopDays(reader: Reader): Promise<Days | null> {
  const [row] = await reader.rows(sql`
    select cast(min(period_start) as varchar) as first, cast(max(period_start) + 1 as varchar) as last
    from gold.sales_metrics where dimension = 'TOTAL' and grain = 'DAY'`)
  return row?.first ? { from: stringCell(row, 'first'), to: stringCell(row, 'last') } : null
}

/** Totals of several ranges in one statement, in their order; zeros outside the shop's days. */
export async function salesTotals(reader: Reader, ranges: readonly Days[]): Promise<SalesTotals[]> {
  const selects = ranges.map((range, place) => totalsOf(reader, range, place))
  const rows = await reader.scan(sql`${join(selects, ' union all ')} order by place`)
  return rows.map(readTotals)
}

/** Products with a critical stock, today. */
export async function criticalStock(reader: Reader): Promise<bigint> {
  const [row] = await reader.rows(sql`select critical_products from gold.inventory_health`)
  return row ? bigintCell(row, 'critical_products') : 0n
}

/** Mean of every review's rating, 1–5; null without one. */
export async function averageRating(reader: Reader): Promise<number | null> {
  const [row] = await reader.rows(sql`select mean from gold.statistics where measure = 'rating'`)
  return row ? nullable(numberCell, row, 'mean') : null
}

/** What adds up comes from the days that are there; customers are counted anew. */
function totalsOf({ publication }: Reader, range: Days, place: number): Sql {
  return sql`
    select ${BigInt(place)} as place, *,
      cast(revenue as double) / nullif(orders, 0) as aov,
      cast(cancelled_orders as double) / nullif(all_orders, 0) as cancellation_rate,
      (select count(distinct customer_id) from silver.orders
        where is_sale and order_date <= cast(${publication.asOf} as timestamptz)
          and ${all(dayWithin(text('local_date'), range))}) as unique_customers
    from (
      select cast(coalesce(sum(orders) filter (dimension = 'TOTAL'), 0) as bigint) as orders,
        cast(coalesce(sum(orders) filter (dimension = 'STATUS'), 0) as bigint) as all_orders,
        cast(coalesce(sum(cancelled_orders) filter (dimension = 'TOTAL'), 0) as bigint) as cancelled_orders,
        cast(coalesce(sum(units) filter (dimension = 'TOTAL'), 0) as bigint) as units,
        cast(coalesce(sum(revenue) filter (dimension = 'TOTAL'), 0) as decimal(18, 4)) as revenue,
        cast(sum(profit) filter (dimension = 'TOTAL') as decimal(18, 4)) as profit
      from gold.sales_metrics
      where grain = 'DAY' and dimension in ('TOTAL', 'STATUS') and ${all(dayWithin(text('period_start'), range))}
    ) as summed`
}
