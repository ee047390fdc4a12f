import { type Product, products } from '../lakehouse/serving/products.ts'
import { listSize } from './bounds.ts'
import type { Context } from './context.ts'

/** The least stock first. */
export function criticalProducts(first: number, { reader }: Context): Promise<Product[]> {
  const asked = {
    where: { stockClass: ['CRITICAL'] },
    orderBy: [{ by: 'STOCK', direction: 'ASC' }],
  } as const
  return products.top(reader, asked, listSize(first))
}

/** The longest unsold first. */
export function staleProducts(first: number, { reader }: Context): Promise<Product[]> {
  const asked = {
    where: { isStale: true },
    orderBy: [{ by: 'DAYS_WITHOUT_SALE', direction: 'DESC' }],
  } as const
  return products.top(reader, asked, listSize(first))
}

/** The worst first. */
export function lowRatedProducts(
  { below, first }: { readonly below: number; readonly first: number },
  { reader }: Context,
): Promise<Product[]> {
  const asked = {
    where: { rating: { lt: below } },
    orderBy: [{ by: 'RATING', direction: 'ASC' }],
  } as const
  return products.top(reader, asked, listSize(first))
}
