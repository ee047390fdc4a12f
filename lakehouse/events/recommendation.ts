import { z } from 'zod'

const recommended = z.object({
  productId: z.string(),
  rank: z.int(),
  relevance: z.number().nullable(),
  confidence: z.number().nullable(),
  isFallback: z.boolean(),
  because: z.array(z.string()),
})

const line = z.object({
  productId: z.string(),
  quantity: z.int(),
  unitPrice: z.string(),
  total: z.string(),
})

const orderRecommendation = z.object({
  orderId: z.string(),
  /** Of its first line; an instant with microseconds, as `madeAt`. */
  orderedAt: z.string(),
  madeAt: z.string(),
  customerId: z.string().nullable(),
  storeId: z.string().nullable(),
  paymentMethod: z.string().nullable(),
  total: z.string(),
  isSimulated: z.boolean(),
  lines: z.array(line),
  recommendations: z.array(recommended),
})

/** What goes with an order, as the topic `recommendations` tells it. */
export type OrderRecommendation = z.infer<typeof orderRecommendation>

/** Reads a message of the topic; undefined for what is none. */
export function readRecommendation(json: string): OrderRecommendation | undefined {
  try {
    return orderRecommendation.parse(JSON.parse(json))
  } catch {
    return undefined
  }
}
