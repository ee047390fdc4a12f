import { productActivity } from '../lakehouse/contracts/live/product-activity.ts'
import type { ProductActivity as Row } from '../lakehouse/live/most-viewed.ts'
import { builder } from './builder.ts'
import { Product } from './refs.ts'
import { sayings } from './says.ts'

const says = sayings(productActivity)

export const ProductActivity = builder.objectRef<Row>('ProductActivity').implement({
  description: 'What happened to one product within the last hour.',
  fields: (t) => ({
    product: t.field({
      type: Product,
      nullable: true,
      description: 'Null where the publication does not have it.',
      resolve: ({ productId }, _args, { loaders }) => loaders.product.load(productId),
    }),
    productId: t.exposeID('productId', { description: 'As the events name it.' }),
    views: t.exposeInt('views', says('views')),
    adds: t.exposeInt('adds', says('adds')),
    purchases: t.exposeInt('purchases', says('purchases')),
  }),
})
