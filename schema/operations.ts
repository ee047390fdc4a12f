import { inventoryHealth } from '../lakehouse/contracts/gold/inventory-health.ts'
import { orderOperations } from '../lakehouse/contracts/gold/order-operations.ts'
import { paymentShares, ratingMonths, statusShares } from '../lakehouse/serving/operations.ts'
import { type Operations as OperationsOf, operations } from '../resolvers/operations.ts'
import { criticalProducts, lowRatedProducts, staleProducts } from '../resolvers/product-lists.ts'
import { builder } from './builder.ts'
import { CategoryRate, CategoryRating } from './category-operations.ts'
import { listLength } from './list-length.ts'
import { PaymentShare } from './payment-share.ts'
import { Quantiles } from './quantiles.ts'
import { RatingMonth } from './rating-month.ts'
import { Product } from './refs.ts'
import { sayings } from './says.ts'
import { StatusShare } from './status-share.ts'

const says = sayings(orderOperations)

const Operations = builder.objectRef<OperationsOf>('Operations').implement({
  description: 'How the shop runs: stock, deliveries, cancellations, payments, ratings.',
  fields: (t) => ({
    inventoryValue: t.field({
      type: 'Decimal',
      nullable: true,
      ...sayings(inventoryHealth)('inventory_value'),
      resolve: async ({ inventory }) => (await inventory()).inventoryValue,
    }),
    processingDays: t.field({
      type: Quantiles,
      description: 'From the order to the delivery, over sales with a delivery. Unit: days.',
      resolve: ({ orders }) => orders(),
    }),
    lateShare: t.float({
      nullable: true,
      ...says('late_share'),
      resolve: async ({ orders }) => (await orders()).lateShare,
    }),
    cancellationRate: t.float({
      nullable: true,
      ...says('cancellation_rate'),
      resolve: async ({ orders }) => (await orders()).cancellationRate,
    }),
    cancellationByCategory: t.field({
      type: [CategoryRate],
      description: 'Categories with an order, by path.',
      resolve: async ({ categories }) => (await categories()).filter(({ orders }) => orders > 0n),
    }),
    paymentMethods: t.field({
      type: [PaymentShare],
      description: 'Over sales, the most frequent first.',
      resolve: (_operations, _args, { reader }) => paymentShares(reader),
    }),
    statuses: t.field({
      type: [StatusShare],
      description: 'Over all orders, the most frequent first.',
      resolve: (_operations, _args, { reader }) => statusShares(reader),
    }),
    ratingByCategory: t.field({
      type: [CategoryRating],
      description: 'Categories with a review, by path.',
      resolve: async ({ categories }) => (await categories()).filter(({ reviews }) => reviews > 0n),
    }),
    ratingTrend: t.field({
      type: [RatingMonth],
      description: 'By local month; months without a review are left out.',
      resolve: (_operations, _args, { reader }) => ratingMonths(reader),
    }),
  }),
})

const listed = listLength(50)

builder.objectFields(Operations, (t) => ({
  criticalProducts: t.field({
    type: [Product],
    description: 'Products with a stock below 10, active or not, the least stock first.',
    args: listed,
    resolve: (_operations, args, context) => criticalProducts(args.first, context),
  }),
  staleProducts: t.field({
    type: [Product],
    description: 'Products more than 90 days without a sale, active or not, the longest first.',
    args: listed,
    resolve: (_operations, args, context) => staleProducts(args.first, context),
  }),
  lowRatedProducts: t.field({
    type: [Product],
    description: 'Products whose mean rating is lower, the worst first.',
    args: {
      below: t.arg.float({
        required: true,
        defaultValue: 3,
        description: 'Lower than this. Unit: 1–5.',
      }),
      ...listed,
    },
    resolve: (_operations, args, context) => lowRatedProducts(args, context),
  }),
}))

builder.queryField('operations', (t) =>
  t.field({
    type: Operations,
    description: 'How the shop runs.',
    resolve: (_root, _args, context) => operations(context),
  }),
)
