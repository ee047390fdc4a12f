import type { DayRange } from '../lakehouse/serving/predicates.ts'
import {
  type ProductSales,
  type ProductSalesMeasure,
  topProducts as topProductsOf,
} from '../lakehouse/serving/product-sales.ts'
import type { SalesFilter } from '../lakehouse/serving/sales-filter.ts'
import { bounded, forward, listSize } from './bounds.ts'
import type { Context } from './context.ts'

export interface TopProductsArguments {
  readonly by: ProductSalesMeasure
  readonly first: number
  readonly range?: DayRange | null | undefined
  readonly where?: SalesFilter | null | undefined
}

export function topProducts(
  { by, first, range, where }: TopProductsArguments,
  { reader }: Context,
): Promise<ProductSales[]> {
  return topProductsOf(reader, {
    by,
    limit: listSize(first),
    range: forward(range),
    where: bounded(where),
  })
}
