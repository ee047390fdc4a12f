import {
  RECOMMENDATIONS_MAX,
  type Recommendation,
  recommendationsFor,
} from '../lakehouse/serving/recommendations.ts'
import { listSize, listed } from './bounds.ts'
import type { Context } from './context.ts'

export function recommendations(
  { productIds, first }: { readonly productIds: readonly string[]; readonly first: number },
  { reader }: Context,
): Promise<Recommendation[]> {
  return recommendationsFor(reader, listed('productIds', productIds), limitOf(first))
}

/** From the basket of a customer's last sale; customers of one list are read in one statement. */
export function customerRecommendations(
  customerId: string,
  { first }: { readonly first: number },
  { loaders }: Context,
): Promise<Recommendation[]> {
  return loaders.customerRecommendations.load({
    parent: customerId,
    asked: { limit: limitOf(first) },
  })
}

const limitOf = (first: number) => Math.min(listSize(first), RECOMMENDATIONS_MAX)
