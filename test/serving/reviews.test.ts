import * as fc from 'fast-check'
import {
  type Review,
  type ReviewFilter,
  type ReviewSort,
  reviews,
  reviewsOfCustomers,
  reviewsOfProducts,
} from '../../lakehouse/serving/reviews.ts'
import { REVIEWS } from '../../resolvers/nouns.ts'
import { pageOf, pagesOf } from '../../resolvers/pages.ts'
import { instant, key, parent, rowsOf } from './any-cell.ts'
import { childTests } from './child-tests.ts'
import { pageTests } from './page-tests.ts'
import type { Specification } from './specification.ts'

const anyReview = fc.record({
  review_id: key,
  product_id: fc.option(parent),
  customer_id: fc.option(parent),
  reviewed_at: fc.option(instant),
})
type AnyReview = typeof anyReview extends fc.Arbitrary<infer Row> ? Row : never

const REVIEW: Specification<AnyReview, ReviewFilter, ReviewSort, Review> = {
  noun: REVIEWS,
  rows: rowsOf(anyReview, (row) => row.review_id),
  tables: (rows) => ({ 'silver.reviews': rows }),
  idOf: (row) => row.review_id,
  filters: fc.constant(null),
  fits: () => true,
  sorts: { REVIEWED_AT: (row) => row.reviewed_at },
  names: ['REVIEWED_AT'],
  page: (args, { reader }) => pageOf(pagesOf(reader, reviews, REVIEWS), args),
  foundId: ({ reviewId }) => reviewId,
}

pageTests(REVIEW)
childTests(REVIEW, {
  name: 'reviews of products',
  parentOf: (row) => row.product_id,
  children: reviewsOfProducts,
  loaded: ({ productReviews }) => productReviews,
})
childTests(REVIEW, {
  name: 'reviews of customers',
  parentOf: (row) => row.customer_id,
  children: reviewsOfCustomers,
  loaded: ({ customerReviews }) => customerReviews,
})
