import { orderItems } from '../lakehouse/contracts/silver/order-items.ts'
import type { OrderItem as Row } from '../lakehouse/serving/order-items.ts'
import { encodeGlobalId } from '../resolvers/global-id.ts'
import { builder } from './builder.ts'
import { Product } from './refs.ts'
import { sayings } from './says.ts'

const says = sayings(orderItems)

export const OrderItem = builder.objectRef<Row>('OrderItem').implement({
  description: 'A line of an order.',
  fields: (t) => ({
    id: t.id({
      description: 'Names this line among all objects.',
      resolve: ({ orderItemId }) => encodeGlobalId('OrderItem', orderItemId),
    }),
    orderItemId: t.exposeID('orderItemId', says('order_item_id')),
    product: t.field({
      type: Product,
      nullable: true,
      ...says('product_id'),
      resolve: ({ productId }, _args, { loaders }) => loaders.product.load(productId),
    }),
    quantity: t.exposeInt('quantity', says('quantity')),
    unitPrice: t.expose('unitPrice', { type: 'Decimal', nullable: true, ...says('unit_price') }),
    unitCost: t.expose('unitCost', { type: 'Decimal', nullable: true, ...says('unit_cost') }),
    discountPercent: t.float({
      ...says('discount_percent'),
      resolve: ({ discountPercent }) => Number(discountPercent),
    }),
    lineTotal: t.expose('lineTotal', { type: 'Decimal', ...says('line_total') }),
    profit: t.expose('profit', { type: 'Decimal', nullable: true, ...says('profit') }),
    createdAt: t.expose('createdAt', { type: 'DateTime', nullable: true, ...says('created_at') }),
  }),
})
