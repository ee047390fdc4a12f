import type { Recommendation as Row } from '../lakehouse/serving/recommendations.ts'
import { found } from '../resolvers/found.ts'
import { recommendations } from '../resolvers/recommendations.ts'
import { builder } from './builder.ts'
import { listLength } from './list-length.ts'
import { Product } from './refs.ts'

export const Recommendation = builder.objectRef<Row>('Recommendation').implement({
  description: 'A product that goes with a basket.',
  fields: (t) => ({
    product: t.field({
      type: Product,
      description: 'An active product that is not in the basket.',
      resolve: async ({ productId }, _args, { loaders }) =>
        found(await loaders.product.load(productId), productId),
    }),
    rank: t.exposeInt('rank', { description: 'From 1, the best.' }),
    relevance: t.exposeFloat('relevance', {
      nullable: true,
      description: 'Score ÷ the best one’s; null for a fallback. Unit: 0–1.',
    }),
    confidence: t.exposeFloat('confidence', {
      nullable: true,
      description:
        'Share of the sales with a product of the basket that have this one too, the highest; null for a fallback. Unit: 0–1.',
    }),
    isFallback: t.exposeBoolean('isFallback', {
      description: 'A best seller, since nothing is known to go with the basket.',
    }),
    because: t.field({
      type: [Product],
      description: 'The basket’s products that speak for it, the strongest first.',
      resolve: ({ because }, _args, { loaders }) =>
        Promise.all(because.map(async (id) => found(await loaders.product.load(id), id))),
    }),
  }),
})

builder.queryField('recommendations', (t) =>
  t.field({
    type: [Recommendation],
    description:
      'What goes with a basket, the best first, at most five; best sellers where nothing is known to.',
    args: {
      productIds: t.arg.idList({
        required: true,
        description: 'The basket, at most 500; unknown products are ignored.',
      }),
      ...listLength(5),
    },
    resolve: (_root, args, context) => recommendations(args, context),
  }),
)
