import { productSimilarity } from '../lakehouse/contracts/gold/product-similarity.ts'
import type { SimilarProduct as Row } from '../lakehouse/serving/similar-products.ts'
import { found } from '../resolvers/found.ts'
import { builder } from './builder.ts'
import { Product } from './refs.ts'
import { sayings } from './says.ts'

const says = sayings(productSimilarity)

export const SimilarProduct = builder.objectRef<Row>('SimilarProduct').implement({
  description: 'A product that is bought with another.',
  fields: (t) => ({
    product: t.field({
      type: Product,
      ...says('similar_product_id'),
      resolve: async ({ similarProductId }, _args, { loaders }) =>
        found(await loaders.product.load(similarProductId), similarProductId),
    }),
    cosine: t.exposeFloat('cosine', says('cosine')),
    confidence: t.exposeFloat('confidence', says('confidence')),
    lift: t.exposeFloat('lift', says('lift')),
  }),
})
