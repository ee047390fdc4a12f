import { reviews } from '../lakehouse/contracts/silver/reviews.ts'
import type { Review as ReviewRow } from '../lakehouse/serving/reviews.ts'
import { builder } from './builder.ts'
import { connectionType } from './connection.ts'
import { Customer, Order, Product } from './refs.ts'
import { sayings } from './says.ts'

const Review = builder.objectRef<ReviewRow>('Review')

const says = sayings(reviews)

builder.node(Review, {
  description: 'What somebody thinks of a product.',
  id: { resolve: ({ reviewId }) => reviewId },
  loadWithoutCache: (id, { loaders }) => loaders.review.load(id),
  fields: (t) => ({
    reviewId: t.exposeID('reviewId', says('review_id')),
    rating: t.exposeInt('rating', says('rating')),
    title: t.exposeString('title', { nullable: true, ...says('title') }),
    comment: t.exposeString('comment', { nullable: true, ...says('comment') }),
    reviewedAt: t.expose('reviewedAt', {
      type: 'DateTime',
      nullable: true,
      ...says('reviewed_at'),
    }),
    isVerifiedPurchase: t.exposeBoolean('isVerifiedPurchase', says('is_verified_purchase')),
    helpfulVotes: t.exposeInt('helpfulVotes', says('helpful_votes')),
    totalVotes: t.exposeInt('totalVotes', says('total_votes')),
    helpfulRatio: t.exposeFloat('helpfulRatio', { nullable: true, ...says('helpful_ratio') }),
    product: t.field({
      type: Product,
      nullable: true,
      ...says('product_id'),
      resolve: ({ productId }, _args, { loaders }) =>
        productId === null ? null : loaders.product.load(productId),
    }),
    customer: t.field({
      type: Customer,
      nullable: true,
      description: 'Who wrote it; null where the source names nobody known.',
      resolve: ({ customerId }, _args, { loaders }) =>
        customerId === null ? null : loaders.customer.load(customerId),
    }),
    order: t.field({
      type: Order,
      nullable: true,
      description: 'The order it follows; null where the source names none that is known.',
      resolve: ({ orderId }, _args, { loaders }) =>
        orderId === null ? null : loaders.order.load(orderId),
    }),
  }),
})

export const ReviewConnection = connectionType('Review', Review)

builder.queryField('review', (t) =>
  t.field({
    type: Review,
    nullable: true,
    description: 'A review by its own key; null when it is not there.',
    args: { reviewId: t.arg.id({ required: true, description: 'The source’s key.' }) },
    resolve: (_root, { reviewId }, { loaders }) => loaders.review.load(reviewId),
  }),
)
