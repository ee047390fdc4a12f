import { sql, text } from '../sql.ts'
import { bigintCell, stringCell } from './cells.ts'
import { periodStart } from './periods.ts'
import { type DayRange, all, among, dayWithin } from './predicates.ts'
import type { Reader } from './reader.ts'

export interface ProductPeriodsAsked {
  readonly grain: string
  /** Periods whose first day lies in it. */
  readonly range?: DayRange | null | undefined
}

/** What was sold of a product in one period. */
export interface ProductPeriod {
  readonly periodStart: string
  readonly orders: bigint
  readonly units: bigint
  /** Exact. */
  readonly revenue: string
}

/**
 * Sales of many products by period, in one statement.
 *
 * Shape: one array a product, in their order; every period of the shop's range is there, zeros where nothing was sold.
 */
export async function periodsByProducts(
  reader: Reader,
  productIds: readonly string[],
  { grain, range }: ProductPeriodsAsked,
): Promise<ProductPeriod[][]> {
  const rows = await reader.scan(sql`
    with sold as (
      select product_id, ${text(periodStart(grain))} as period_start, count(distinct order_id) as orders,
        sum(quantity) as units, sum(line_total) as revenue
      from gold.sale_lines where is_sale and ${among('product_id', productIds)} group by all
    )
    select products.product_id, periods.period_start,
      coalesce(sold.orders, 0) as orders,
      cast(coalesce(sold.units, 0) as bigint) as units,
      cast(coalesce(sold.revenue, 0) as decimal(18, 4)) as revenue
    from (select unnest(${productIds}) as product_id) as products
    cross join (
      select period_start from gold.sales_metrics
      where dimension = 'TOTAL' and grain = ${grain} and ${all(dayWithin(text('period_start'), range))}
    ) as periods
    left join sold on sold.product_id = products.product_id and sold.period_start = periods.period_start
    order by periods.period_start`)
  const byProduct = Map.groupBy(rows, (row) => row['product_id'])
  return productIds.map((id) =>
    (byProduct.get(id) ?? []).map((row) => ({
      periodStart: stringCell(row, 'period_start'),
      orders: bigintCell(row, 'orders'),
      units: bigintCell(row, 'units'),
      revenue: stringCell(row, 'revenue'),
    })),
  )
}
