import { liveRecommendations } from '../lakehouse/contracts/live/recommendations.ts'
import type { BasketLine as BasketLineRow } from '../lakehouse/events/recommendation.ts'
import { type ToldRecommendation, recommendationsMade } from '../resolvers/told-events.ts'
import { builder } from './builder.ts'
import { Recommendation } from './recommendation.ts'
import { Customer, Product } from './refs.ts'
import { sayings } from './says.ts'
import { Store } from './store.ts'
import { AFTER, CURSOR } from './subscription.ts'

const says = sayings(liveRecommendations)

const BasketLine = builder.objectRef<BasketLineRow>('BasketLine').implement({
  description: 'A line of an order that came in.',
  fields: (t) => ({
    product: t.field({
      type: Product,
      nullable: true,
      description: 'Null where the publication does not have it.',
      resolve: ({ productId }, _args, { loaders }) => loaders.product.load(productId),
    }),
    productId: t.exposeID('productId', { description: 'Of what.' }),
    quantity: t.exposeInt('quantity', { description: 'How many. Unit: units.' }),
    unitPrice: t.expose('unitPrice', { type: 'Decimal', description: 'What one costs.' }),
    total: t.expose('total', { type: 'Decimal', description: 'quantity × unit price.' }),
  }),
})

const BasketRecommendation = builder
  .objectRef<ToldRecommendation>('BasketRecommendation')
  .implement({
    description: 'What goes with an order that came in.',
    fields: (t) => ({
      cursor: t.string({ description: CURSOR, resolve: ({ cursor }) => cursor() }),
      orderId: t.exposeID('orderId', says('order_id')),
      orderedAt: t.expose('orderedAt', { type: 'DateTime', ...says('ordered_at') }),
      customer: t.field({
        type: Customer,
        nullable: true,
        ...says('customer_id'),
        resolve: ({ customerId }, _args, { loaders }) =>
          customerId === null ? null : loaders.customer.load(customerId),
      }),
      store: t.field({
        type: Store,
        nullable: true,
        ...says('store_id'),
        resolve: ({ storeId }, _args, { loaders }) =>
          storeId === null ? null : loaders.store.load(storeId),
      }),
      paymentMethod: t.exposeString('paymentMethod', {
        nullable: true,
        ...says('payment_method'),
      }),
      total: t.expose('total', { type: 'Decimal', ...says('total') }),
      lines: t.field({
        type: [BasketLine],
        description: 'As they came in.',
        resolve: ({ lines }) => [...lines],
      }),
      recommendations: t.field({
        type: [Recommendation],
        description: 'The best first, at most five; none where nothing goes with it.',
        resolve: ({ recommendations }) => [...recommendations],
      }),
      madeAt: t.expose('madeAt', { type: 'DateTime', ...says('made_at') }),
      isSimulated: t.exposeBoolean('isSimulated', says('is_simulated')),
    }),
  })

builder.subscriptionField('recommendationMade', (t) =>
  t.field({
    type: BasketRecommendation,
    description: 'What goes with each order, some seconds after its last line.',
    args: { after: t.arg.string({ description: AFTER }) },
    subscribe: (_root, args) => recommendationsMade(args),
    resolve: (recommendation) => recommendation,
  }),
)
