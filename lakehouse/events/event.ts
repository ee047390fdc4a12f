import { jsonIn } from '../json-in.ts'
import {
  type Coordinates,
  type Fields,
  coordinatesOf,
  flag,
  isFields,
  checkTotal,
  priceOf,
  quantityOf,
  text,
} from './event-fields.ts'
import { eventIdOf } from './event-id.ts'
import { type Moment, momentOf } from './event-moment.ts'
import { type Refused, RefusedError, fault, missing } from './refused.ts'
import { EVENT_TYPES, type EventType } from './topics.ts'

export type { Refused } from './refused.ts'

/** Something that happened in a shop, checked. */
export interface ShopEvent extends Moment, Coordinates {
  readonly eventId: string
  readonly type: EventType
  readonly sessionId: string | null
  readonly customerId: string | null
  /** Every type but a page view has one. */
  readonly productId: string | null
  readonly category: string | null
  /** From 1; a purchase that names none is of one. */
  readonly quantity: number | null
  /** Exact, four decimals. */
  readonly unitPrice: string | null
  /** Every purchase has one. */
  readonly orderId: string | null
  readonly paymentMethod: string | null
  readonly channel: string | null
  readonly storeId: string | null
  readonly storeType: string | null
  readonly city: string | null
  readonly province: string | null
  readonly isSimulated: boolean
}

/** Characters of an event's JSON. */
const JSON_MAX = 65_536

/** Reads a message's JSON; `receivedAt`: when the log got it, milliseconds since 1970. */
export function readEventJson(json: string, receivedAt: number): ShopEvent | Refused {
  if (json.length > JSON_MAX)
    return {
      rule: 'unparsable',
      reason: `the message has ${json.length} characters, expected at most ${JSON_MAX}`,
    }
  const value = jsonIn(json)
  if (value === undefined) return { rule: 'unparsable', reason: 'the message is no JSON' }
  return readEvent(value, receivedAt)
}

/** Reads an event in any of the accepted forms; `receivedAt`: when it came, milliseconds since 1970. */
export function readEvent(value: unknown, receivedAt: number): ShopEvent | Refused {
  try {
    if (!isFields(value)) throw new RefusedError('unparsable', 'an event is a JSON object')
    return eventOf(value, receivedAt)
  } catch (error) {
    if (error instanceof RefusedError) return error.refused
    throw error
  }
}

export function isRefused(read: ShopEvent | Refused): read is Refused {
  return 'rule' in read
}

/** Events of one session, or else of one customer, keep their order. */
export function keyOf({ sessionId, customerId, eventId }: ShopEvent): string {
  return sessionId ?? customerId ?? eventId
}

function eventOf(fields: Fields, receivedAt: number): ShopEvent {
  const orderId = text(fields, 'order_id')
  const type = typeOf(fields, orderId)
  const productId = text(fields, 'product_id')
  if (type !== 'page_view' && productId === null) throw missing('product_id', `each ${type}`)
  if (type === 'purchase' && orderId === null) throw missing('order_id', `each ${type}`)
  const quantity = quantityOf(fields, type === 'purchase')
  const unitPrice = priceOf(fields)
  if (type === 'purchase') checkTotal(quantity, unitPrice)
  return {
    eventId: eventIdOf(fields),
    type,
    ...momentOf(fields, receivedAt),
    sessionId: text(fields, 'session_id'),
    customerId: text(fields, 'customer_id'),
    productId,
    category: text(fields, 'category'),
    quantity,
    unitPrice,
    orderId,
    paymentMethod: text(fields, 'payment_method'),
    channel: text(fields, 'channel'),
    storeId: text(fields, 'store_id'),
    storeType: text(fields, 'store_type'),
    city: text(fields, 'city'),
    province: text(fields, 'province'),
    ...coordinatesOf(fields),
    isSimulated: flag(fields, 'is_simulated'),
  }
}

/** An order's event needs no type. */
function typeOf(fields: Fields, orderId: string | null): EventType {
  const given = text(fields, 'event_type')
  if (given === null && orderId !== null) return 'purchase'
  if (given === null) throw missing('event_type', 'an event without order_id')
  const type = EVENT_TYPES.find((each) => each === given)
  if (type !== undefined) return type
  throw new RefusedError('unknown_type', fault('event_type', given, EVENT_TYPES.join(', ')))
}

/** The event as JSON that reads as the same event; what has no value is left out. */
export function writtenEvent({ latitude, longitude, ...event }: ShopEvent): string {
  const fields = {
    event_id: event.eventId,
    event_type: event.type,
    event_ts: event.at,
    session_id: event.sessionId,
    customer_id: event.customerId,
    product_id: event.productId,
    category: event.category,
    quantity: event.quantity,
    unit_price: event.unitPrice,
    order_id: event.orderId,
    payment_method: event.paymentMethod,
    channel: event.channel,
    store_id: event.storeId,
    store_type: event.storeType,
    city: event.city,
    province: event.province,
    location: latitude === null ? null : { lat: latitude, lon: longitude },
    is_simulated: event.isSimulated || null,
  }
  return JSON.stringify(fields, (_, value: unknown) => value ?? undefined)
}
