import type { RowOf } from '../contracts/contract.ts'
import { reviews as contract } from '../contracts/silver/reviews.ts'
import type { Sql } from '../sql.ts'
import { collection } from './collection.ts'
import { all } from './predicates.ts'

/** One row of `silver.reviews`. */
export type Review = RowOf<typeof contract>

/** Reviews are not filtered. */
export type ReviewFilter = Readonly<Record<string, never>>

export type ReviewSort = 'REVIEWED_AT'

export const reviews = collection<typeof contract, ReviewFilter, ReviewSort>({
  contract,
  id: 'review_id',
  sorts: { REVIEWED_AT: { column: 'reviews.reviewed_at', type: 'timestamp' } },
  condition: (): Sql => all([]),
})

export const reviewsOfProducts = reviews.ofParents('product_id')
export const reviewsOfCustomers = reviews.ofParents('customer_id')
