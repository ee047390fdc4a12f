import {
  type Product,
  type ProductFilter,
  type ProductSort,
  products,
} from '../lakehouse/serving/products.ts'
import type { Connection } from './connection.ts'
import type { Context } from './context.ts'
import { PRODUCTS } from './nouns.ts'
import { type PagesArguments, pageOf, pagesOf } from './pages.ts'

export function productPage(
  args: PagesArguments<ProductFilter, ProductSort>,
  { reader }: Context,
): Promise<Connection<Product>> {
  return pageOf(pagesOf(reader, products, PRODUCTS), args)
}
