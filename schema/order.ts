import { orders } from '../lakehouse/contracts/silver/orders.ts'
import { orderPage } from '../resolvers/orders.ts'
import { selected } from '../resolvers/selected.ts'
import { builder } from './builder.ts'
import { connectionType, page } from './connection.ts'
import { personal } from './personal.ts'
import { OrderStatus, PaymentStatus } from './enums.ts'
import { OrderFilter, OrderOrderBy } from './order-filter.ts'
import { OrderItem } from './order-item.ts'
import { Customer, Order } from './refs.ts'
import { sayings } from './says.ts'
import { Store } from './store.ts'

const says = sayings(orders)

builder.node(Order, {
  description: 'An order, of any state.',
  id: { resolve: ({ orderId }) => orderId },
  loadWithoutCache: (id, { loaders }) => loaders.order.load(id),
  fields: (t) => ({
    orderId: t.exposeID('orderId', says('order_id')),
    orderedAt: t.expose('orderDate', { type: 'DateTime', ...says('order_date') }),
    status: t.expose('status', { type: OrderStatus, nullable: true, ...says('status') }),
    paymentStatus: t.expose('paymentStatus', {
      type: PaymentStatus,
      nullable: true,
      ...says('payment_status'),
    }),
    paymentMethod: t.exposeString('paymentMethod', { nullable: true, ...says('payment_method') }),
    channel: t.exposeString('channel', { nullable: true, ...says('channel') }),
    isSale: t.exposeBoolean('isSale', says('is_sale')),
    country: t.exposeString('country', { nullable: true, ...says('country') }),
    region: t.exposeString('region', { nullable: true, ...says('region') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    subtotal: t.expose('subtotal', { type: 'Decimal', nullable: true, ...says('subtotal') }),
    tax: t.expose('taxAmount', { type: 'Decimal', nullable: true, ...says('tax_amount') }),
    shipping: t.expose('shippingCost', {
      type: 'Decimal',
      nullable: true,
      ...says('shipping_cost'),
    }),
    discount: t.expose('discountAmount', {
      type: 'Decimal',
      nullable: true,
      ...says('discount_amount'),
    }),
    total: t.expose('totalAmount', { type: 'Decimal', ...says('total_amount') }),
    estimatedDeliveryAt: t.expose('estimatedDelivery', {
      type: 'DateTime',
      nullable: true,
      ...says('estimated_delivery'),
    }),
    deliveredAt: t.expose('actualDelivery', {
      type: 'DateTime',
      nullable: true,
      ...says('actual_delivery'),
    }),
    deliveryDays: t.exposeFloat('deliveryDays', { nullable: true, ...says('delivery_days') }),
    isLate: t.exposeBoolean('isLate', { nullable: true, ...says('is_late') }),
    itemCount: t.exposeInt('itemCount', says('item_count')),
    shippingAddress: t.exposeString('shippingAddress', {
      nullable: true,
      ...personal,
      ...says('shipping_address'),
    }),
    notes: t.exposeString('notes', { nullable: true, ...personal, ...says('notes') }),
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
      description: 'Where it was ordered; null without a known store.',
      resolve: ({ storeId }, _args, { loaders }) =>
        storeId === null ? null : loaders.store.load(storeId),
    }),
    items: t.field({
      type: [OrderItem],
      description: 'Its lines, by id.',
      resolve: ({ orderId }, _args, { loaders }) => loaders.orderItems.load(orderId),
    }),
  }),
})

export const OrderConnection = connectionType('Order', Order)

builder.queryFields((t) => ({
  order: t.field({
    type: Order,
    nullable: true,
    description: 'An order by its own key; null when it is not there.',
    args: { orderId: t.arg.id({ required: true, description: 'The source’s key.' }) },
    resolve: (_root, { orderId }, { loaders }) => loaders.order.load(orderId),
  }),
  orders: t.field({
    type: OrderConnection,
    description: 'Orders that fit, the latest first unless ordered.',
    args: {
      where: t.arg({ type: OrderFilter, description: 'Which; all by default.' }),
      orderBy: t.arg({ type: [OrderOrderBy], description: 'Then by id.' }),
      ...page,
    },
    resolve: (_root, args, context, info) =>
      orderPage({ ...args, properties: selected(info) }, context),
  }),
}))
