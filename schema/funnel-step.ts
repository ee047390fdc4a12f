import type { FunnelStep as Row } from '../lakehouse/live/funnel.ts'
import { liveFunnel } from '../lakehouse/contracts/live/funnel.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

const says = sayings(liveFunnel)

export const FunnelStep = builder.objectRef<Row>('FunnelStep').implement({
  description: 'How far pairs of session and product came, from view to purchase.',
  fields: (t) => ({
    category: t.exposeString('category', {
      nullable: true,
      description: 'Of the first view, (none) where it is missing; null for all of them.',
    }),
    views: t.exposeInt('views', says('views')),
    carts: t.exposeInt('carts', says('carts')),
    purchases: t.exposeInt('purchases', says('purchases')),
    viewToCart: t.exposeFloat('viewToCart', {
      nullable: true,
      description: 'carts ÷ views; null without a view. Unit: 0–1.',
    }),
    cartToPurchase: t.exposeFloat('cartToPurchase', {
      nullable: true,
      description: 'purchases ÷ carts; null without a cart. Unit: 0–1.',
    }),
    viewToPurchase: t.exposeFloat('viewToPurchase', {
      nullable: true,
      description: 'purchases ÷ views; null without a view. Unit: 0–1.',
    }),
  }),
})
