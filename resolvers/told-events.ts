import type { Positions } from '../lakehouse/events/event-log.ts'
import type { ShopEvent } from '../lakehouse/events/event.ts'
import type { OrderRecommendation } from '../lakehouse/events/recommendation.ts'
import { EVENT_TYPES, type EventType, topicOf } from '../lakehouse/events/topics.ts'
import type { Context } from './context.ts'
import { Following } from './following.ts'
import { type LogScope, logCursor, positionsOf } from './log-cursor.ts'
import { badInput } from './refusal.ts'

/** Where a subscription goes on; made only where it is asked for. */
interface Cursored {
  readonly cursor: () => string
}

/** An event as a subscriber is told it. */
export interface ToldEvent extends ShopEvent, Cursored {}

/** What goes with an order, as a subscriber is told it. */
export interface ToldRecommendation extends OrderRecommendation, Cursored {}

export interface LiveOrderFilter {
  readonly storeId?: string | null | undefined
  readonly city?: string | null | undefined
  readonly category?: string | null | undefined
  readonly minimumTotal?: string | null | undefined
}

interface After {
  readonly after?: string | null | undefined
}

const ORDERS: LogScope = { field: 'orderPlaced', topics: [topicOf('purchase')] }

/** Every purchased line. Errors: `BAD_USER_INPUT` for a cursor of another subscription. */
export function ordersPlaced({
  where,
  after,
}: After & { readonly where?: LiveOrderFilter | null | undefined }): Following<ToldEvent> {
  const category = where?.category ?? undefined
  return new Following({
    of: 'log',
    topics: ORDERS.topics,
    after: positionsOf(after, ORDERS),
    pick({ event, positions }) {
      if (event?.type !== 'purchase' || !isWanted(event, where)) return undefined
      const isOfCategory = async (context: Context) =>
        (await categoryOf(event, context)) === category
      return {
        root: told(event, positions, ORDERS),
        isWanted: category === undefined ? undefined : isOfCategory,
      }
    },
  })
}

/** Events of some types, or of all. Errors: `BAD_USER_INPUT` for a cursor of another subscription, or of other types. */
export function events({
  types,
  after,
}: After & { readonly types?: readonly EventType[] | null | undefined }): Following<ToldEvent> {
  const wanted = EVENT_TYPES.filter((type) => types?.includes(type) ?? true)
  if (wanted.length === 0) throw badInput('types must list one at least, or be left out')
  const scope: LogScope = { field: 'events', topics: [...new Set(wanted.map(topicOf))] }
  return new Following({
    of: 'log',
    topics: scope.topics,
    after: positionsOf(after, scope),
    pick: ({ event, positions }) =>
      event && wanted.includes(event.type) ? { root: told(event, positions, scope) } : undefined,
  })
}

const RECOMMENDATIONS: LogScope = { field: 'recommendationMade', topics: ['recommendations'] }

/** What goes with each order. Errors: `BAD_USER_INPUT` for a cursor of another subscription. */
export function recommendationsMade({ after }: After): Following<ToldRecommendation> {
  return new Following({
    of: 'log',
    topics: RECOMMENDATIONS.topics,
    after: positionsOf(after, RECOMMENDATIONS),
    pick: ({ recommendation, positions }) =>
      recommendation && { root: told(recommendation, positions, RECOMMENDATIONS) },
  })
}

/** An event's own category, else its product's; null without either. */
export async function categoryOf(
  { category, productId }: ShopEvent,
  { loaders }: Context,
): Promise<string | null> {
  if (category !== null || productId === null) return category
  const product = await loaders.product.load(productId)
  if (!product?.categoryId) return null
  return (await loaders.category.load(product.categoryId))?.name ?? null
}

/** quantity × unit price, exact; 0 without a price. */
export function totalOf({ quantity, unitPrice }: ShopEvent): string {
  const units = BigInt((unitPrice ?? '0.0000').replace('.', '')) * BigInt(quantity ?? 1)
  const digits = String(units).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}

function told<T>(what: T, positions: Positions, scope: LogScope): T & Cursored {
  return { ...what, cursor: () => logCursor(positions, scope) }
}

function isWanted(event: ShopEvent, where: LiveOrderFilter | null | undefined): boolean {
  const { storeId, city, minimumTotal } = where ?? {}
  return (
    (storeId ?? event.storeId) === event.storeId &&
    (city ?? event.city) === event.city &&
    (typeof minimumTotal !== 'string' || scaled(totalOf(event)) >= scaled(minimumTotal))
  )
}

/** The scale of the longest Decimal that is read. */
const DECIMALS = 10

function scaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(DECIMALS, '0')}`)
}
