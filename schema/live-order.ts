import { liveOrders } from '../lakehouse/contracts/live/orders.ts'
import { found } from '../resolvers/found.ts'
import {
  type LiveOrderFilter as Filter,
  type ToldEvent,
  ordersPlaced,
  totalOf,
} from '../resolvers/told-events.ts'
import { builder } from './builder.ts'
import { Customer, Product } from './refs.ts'
import { sayings } from './says.ts'
import { Store } from './store.ts'
import { AFTER, CURSOR } from './subscription.ts'

const says = sayings(liveOrders)

const LiveOrder = builder.objectRef<ToldEvent>('LiveOrder').implement({
  description: 'A purchased line, as it came in; the lines of an order share orderId.',
  fields: (t) => ({
    cursor: t.string({ description: CURSOR, resolve: ({ cursor }) => cursor() }),
    eventId: t.exposeID('eventId', says('event_id')),
    orderId: t.id({
      ...says('order_id'),
      resolve: ({ orderId, eventId }) => found(orderId, eventId),
    }),
    orderedAt: t.expose('at', { type: 'DateTime', ...says('event_ts') }),
    customer: t.field({
      type: Customer,
      nullable: true,
      ...says('customer_id'),
      resolve: ({ customerId }, _args, { loaders }) =>
        customerId === null ? null : loaders.customer.load(customerId),
    }),
    product: t.field({
      type: Product,
      nullable: true,
      description: 'Null where the publication does not have it.',
      resolve: ({ productId, eventId }, _args, { loaders }) =>
        loaders.product.load(found(productId, eventId)),
    }),
    productId: t.id({
      ...says('product_id'),
      resolve: ({ productId, eventId }) => found(productId, eventId),
    }),
    quantity: t.int({ ...says('quantity'), resolve: ({ quantity }) => quantity ?? 1 }),
    unitPrice: t.field({
      type: 'Decimal',
      description: 'What one costs; 0 where the event does not say.',
      resolve: ({ unitPrice }) => unitPrice ?? '0.0000',
    }),
    total: t.field({ type: 'Decimal', ...says('total'), resolve: (order) => totalOf(order) }),
    paymentMethod: t.exposeString('paymentMethod', { nullable: true, ...says('payment_method') }),
    channel: t.exposeString('channel', { nullable: true, ...says('channel') }),
    storeId: t.exposeID('storeId', { nullable: true, ...says('store_id') }),
    store: t.field({
      type: Store,
      nullable: true,
      description: 'Null where the publication does not have it.',
      resolve: ({ storeId }, _args, { loaders }) =>
        storeId === null ? null : loaders.store.load(storeId),
    }),
    storeType: t.exposeString('storeType', { nullable: true, ...says('store_type') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    province: t.exposeString('province', { nullable: true, ...says('province') }),
    isSimulated: t.exposeBoolean('isSimulated', says('is_simulated')),
  }),
})

const LiveOrderFilter = builder.inputRef<Filter>('LiveOrderFilter').implement({
  description: 'Purchased lines for which all of it holds.',
  fields: (t) => ({
    storeId: t.id({ description: 'The store’s own key.' }),
    city: t.string({ description: 'As the event spells it.' }),
    category: t.string({ description: 'The event’s own, else the product’s leaf name.' }),
    minimumTotal: t.field({ type: 'Decimal', description: 'The line’s total is this or more.' }),
  }),
})

builder.subscriptionField('orderPlaced', (t) =>
  t.field({
    type: LiveOrder,
    description: 'Each purchased line as it comes in.',
    args: {
      where: t.arg({ type: LiveOrderFilter, description: 'Those for which it holds; else all.' }),
      after: t.arg.string({ description: AFTER }),
    },
    subscribe: (_root, args) => ordersPlaced(args),
    resolve: (order) => order,
  }),
)
