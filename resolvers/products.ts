import {
  type Product,
  type ProductFilter,
  type ProductSort,
  products,
} from '../lakehouse/serving/products.ts'
import type { Connection } from './connection.ts'
import type { Context } from './context.ts'
import { type PagesArguments, pageOf, pagesOf } from './pages.ts'

/** By id unless another order is asked for. */
export function productPage(
  args: PagesArguments<ProductFilter, ProductSort>,
  { reader }: Context,
): Promise<Connection<Product>> {
  return pageOf(pagesOf(reader, products, { noun: 'products', orderBy: [] }), args)
}
