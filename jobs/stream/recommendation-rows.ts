import { liveRecommendations } from '../../lakehouse/contracts/live/recommendations.ts'
import {
  type OrderRecommendation,
  readRecommendation,
} from '../../lakehouse/events/recommendation.ts'
import type { Recommendation } from '../../lakehouse/serving/recommendations.ts'
import { csvLine } from './csv.ts'
import type { SinkForm } from './sink.ts'

/** The topic `recommendations` as `live.recommendations`: an order's first message counts. */
export const RECOMMENDATION_ROWS: SinkForm = {
  topic: 'recommendations',
  contract: liveRecommendations,
  identity: 'order_id',
  madeAt: 'made_at',
  read({ value }) {
    const made = readRecommendation(value)
    if (made === undefined) return undefined
    const ranked = made.recommendations.length > 0 ? made.recommendations : [NOTHING]
    return { id: made.orderId, lines: ranked.map((each) => lineOf(made, each)) }
  },
}

const NOTHING = {
  rank: 0,
  productId: null,
  relevance: null,
  confidence: null,
  isFallback: false,
  because: [],
} as const

function lineOf(made: OrderRecommendation, ranked: Recommendation | typeof NOTHING): string {
  const lines = made.lines.map(({ productId, quantity, unitPrice, total }) => ({
    product_id: productId,
    quantity,
    unit_price: unitPrice,
    total,
  }))
  return csvLine([
    made.orderId,
    made.orderedAt,
    made.madeAt,
    made.customerId,
    made.storeId,
    made.paymentMethod,
    made.total,
    JSON.stringify(lines),
    ranked.rank,
    ranked.productId,
    ranked.relevance,
    ranked.confidence,
    ranked.isFallback,
    JSON.stringify(ranked.because),
    made.isSimulated,
    made.orderedAt.slice(0, 10),
  ])
}
