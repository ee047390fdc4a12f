import type { CustomerSort } from '../lakehouse/serving/customers.ts'
import type { OrderSort } from '../lakehouse/serving/orders.ts'
import type { ProductSort } from '../lakehouse/serving/products.ts'
import type { ReviewSort } from '../lakehouse/serving/reviews.ts'
import type { Noun } from './pages.ts'

export const CUSTOMERS: Noun<CustomerSort> = { noun: 'customers', orderBy: [] }

export const PRODUCTS: Noun<ProductSort> = { noun: 'products', orderBy: [] }

/** The latest first. */
export const ORDERS: Noun<OrderSort> = {
  noun: 'orders',
  orderBy: [{ by: 'ORDERED_AT', direction: 'DESC' }],
}

/** The latest first. */
export const REVIEWS: Noun<ReviewSort> = {
  noun: 'reviews',
  orderBy: [{ by: 'REVIEWED_AT', direction: 'DESC' }],
}
