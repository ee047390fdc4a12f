import { type Sql, sql, text } from '../sql.ts'
import { bigintCell, nullable, stringCell } from './cells.ts'
import type { Reader } from './reader.ts'
import { type SalesScope, linesWithin } from './sales-filter.ts'

const MEASURES = {
  REVENUE: 'revenue',
  UNITS: 'units',
  PROFIT: 'profit',
  ORDERS: 'orders',
} as const
export type ProductSalesMeasure = keyof typeof MEASURES
export const PRODUCT_SALES_MEASURES = ['REVENUE', 'UNITS', 'PROFIT', 'ORDERS'] as const

export interface TopProductsAsked extends SalesScope {
  readonly by: ProductSalesMeasure
  readonly limit: number
}

/** What was sold of one product. */
export interface ProductSales {
  readonly productId: string
  readonly orders: bigint
  readonly units: bigint
  /** Exact. */
  readonly revenue: string
  /** Exact; null when no line has one. */
  readonly profit: string | null
}

/** The products that sold best, the best first; equals by id, those without the measure last. */
export async function topProducts(
  reader: Reader,
  { by, limit, ...scope }: TopProductsAsked,
): Promise<ProductSales[]> {
  const isOfAll = !scope.range && !scope.where
  const best = sql`
    select * from (${isOfAll ? STORED : soldWithin(scope)}) as sold
    order by ${text(MEASURES[by])} desc nulls last, product_id limit ${BigInt(limit)}`
  const rows = isOfAll ? await reader.rows(best) : await reader.scan(best)
  return rows.map((row) => ({
    productId: stringCell(row, 'product_id'),
    orders: bigintCell(row, 'orders'),
    units: bigintCell(row, 'units'),
    revenue: stringCell(row, 'revenue'),
    profit: nullable(stringCell, row, 'profit'),
  }))
}

/** Figures of all sales are there already. */
const STORED = text(`
  select product_id, orders, units_sold as units, revenue, profit
  from gold.product_performance where orders > 0`)

function soldWithin(scope: SalesScope): Sql {
  return sql`
    select product_id,
      count(distinct order_id) as orders,
      cast(sum(quantity) as bigint) as units,
      cast(sum(line_total) as decimal(18, 4)) as revenue,
      cast(sum(profit) as decimal(18, 4)) as profit
    from gold.sale_lines
    where is_sale and product_id is not null and ${linesWithin(scope)}
    group by product_id`
}
