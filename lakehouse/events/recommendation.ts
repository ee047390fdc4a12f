import { z } from 'zod'
import { jsonIn } from '../json-in.ts'
import type { Recommendation } from '../serving/recommendations.ts'
import type { NewMessage } from './event-log.ts'

/** A line of an order that something goes with. */
export interface BasketLine {
  readonly productId: string
  readonly quantity: number
  /** Exact, four decimals; 0 where its event named none. */
  readonly unitPrice: string
  /** quantity × unitPrice. */
  readonly total: string
}

/** What goes with an order: the form of the messages of the topic `recommendations`. */
export interface OrderRecommendation {
  readonly orderId: string
  /** Its first line, an instant with microseconds. */
  readonly orderedAt: string
  readonly madeAt: string
  readonly customerId: string | null
  readonly storeId: string | null
  readonly paymentMethod: string | null
  /** Sum over its lines, exact. */
  readonly total: string
  /** Whether any of its lines is the simulator's. */
  readonly isSimulated: boolean
  /** In the order in which they came. */
  readonly lines: readonly BasketLine[]
  /** By rank; none where nothing goes with it, or nothing is published yet. */
  readonly recommendations: readonly Recommendation[]
}

/**
 * Where whoever made a message goes on after it stopped, by `orders/0`: orders whose lines all lie before are done.
 *
 * It travels in the message, so both are durable at once.
 */
export type DoneBefore = ReadonlyMap<string, bigint>

/**
 * An order's messages all go to one partition. After a crash an order may have a second one: the first counts, and whoever
 * reads drops the others by `orderId`.
 */
export function recommendationMessage(
  recommendation: OrderRecommendation,
  doneBefore: DoneBefore,
): NewMessage {
  const positions = Object.fromEntries([...doneBefore].map(([name, at]) => [name, String(at)]))
  return {
    topic: 'recommendations',
    key: recommendation.orderId,
    value: JSON.stringify({ ...recommendation, doneBefore: positions }),
  }
}

/** Undefined for what has not the form. */
export function readRecommendation(json: string): OrderRecommendation | undefined {
  const read = message.safeParse(jsonIn(json))
  if (!read.success) return undefined
  const { doneBefore: _, ...recommendation } = read.data
  return recommendation
}

/** Empty for what has not the form. */
export function readDoneBefore(json: string): DoneBefore {
  const read = message.safeParse(jsonIn(json))
  return new Map(read.success ? Object.entries(read.data.doneBefore) : [])
}

const share = z.number().min(0).max(1).nullable()
const money = z.string().regex(/^\d+\.\d{4}$/)

const message = z.object({
  orderId: z.string(),
  orderedAt: z.string(),
  madeAt: z.string(),
  customerId: z.string().nullable(),
  storeId: z.string().nullable(),
  paymentMethod: z.string().nullable(),
  total: money,
  isSimulated: z.boolean(),
  lines: z.array(
    z.object({
      productId: z.string(),
      quantity: z.int().positive(),
      unitPrice: money,
      total: money,
    }),
  ),
  recommendations: z.array(
    z.object({
      productId: z.string(),
      rank: z.int().positive(),
      relevance: share,
      confidence: share,
      isFallback: z.boolean(),
      because: z.array(z.string()),
    }),
  ),
  doneBefore: z.record(z.string(), z.coerce.bigint()),
})
