import { hash } from 'node:crypto'
import { instantOf } from '../instant.ts'
import { EVENT_TYPES, type EventType } from './topics.ts'

/** Something that happened in a shop, checked; names of METRICS.md's streaming part. */
export interface ShopEvent {
  readonly eventId: string
  readonly type: EventType
  /** Event time: an instant with microseconds. */
  readonly at: string
  /** The same, milliseconds since 1970. */
  readonly atMs: number
  readonly sessionId: string | null
  readonly customerId: string | null
  /** Every type but a page view has one. */
  readonly productId: string | null
  readonly category: string | null
  /** From 1; a purchase that names none is of one. */
  readonly quantity: number | null
  /** Exact, four decimals. */
  readonly unitPrice: string | null
  /** Of a purchase. */
  readonly orderId: string | null
  readonly paymentMethod: string | null
  readonly channel: string | null
  readonly storeId: string | null
  readonly storeType: string | null
  readonly city: string | null
  readonly province: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly isSimulated: boolean
}

/** Why something is no event: the rule that it breaks, and the field, its value and what was expected. */
export interface Refused {
  readonly rule: 'unparsable' | 'missing_key' | 'unknown_type' | 'future_event'
  readonly reason: string
}

/** How far ahead of the log's clock an event may be. */
const AHEAD_MS = 5 * 60_000
const TEXT_MAX = 500

type Fields = Readonly<Record<string, unknown>>

class RefusedError extends Error {
  readonly refused: Refused

  constructor(rule: Refused['rule'], reason: string) {
    super(reason)
    this.refused = { rule, reason }
  }
}

/** Reads a message's JSON; `receivedAt`: when the log got it, milliseconds since 1970. */
export function readEventJson(json: string, receivedAt: number): ShopEvent | Refused {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { rule: 'unparsable', reason: 'the message is no JSON' }
  }
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
  const atMicros = momentOf(fields, receivedAt)
  const productId = text(fields, 'product_id')
  if (type !== 'page_view' && productId === null) throw missing('product_id', type)
  if (type === 'purchase' && orderId === null) throw missing('order_id', type)
  const place = isFields(fields['location']) ? fields['location'] : {}
  return {
    eventId: text(fields, 'event_id') ?? hash('md5', canonicalJson(fields)),
    type,
    ...atMicros,
    sessionId: text(fields, 'session_id'),
    customerId: text(fields, 'customer_id'),
    productId,
    category: text(fields, 'category'),
    quantity: quantityOf(fields, type),
    unitPrice: priceOf(fields),
    orderId,
    paymentMethod: text(fields, 'payment_method'),
    channel: text(fields, 'channel'),
    storeId: text(fields, 'store_id'),
    storeType: text(fields, 'store_type'),
    city: text(fields, 'city'),
    province: text(fields, 'province'),
    latitude: degrees(place, 'lat', 90),
    longitude: degrees(place, 'lon', 180),
    isSimulated: fields['is_simulated'] === true,
  }
}

/** An order's event needs no type. */
function typeOf(fields: Fields, orderId: string | null): EventType {
  const given = text(fields, 'event_type')
  if (given === null && orderId !== null) return 'purchase'
  const type = EVENT_TYPES.find((each) => each === given)
  if (type !== undefined) return type
  if (given === null) throw missing('event_type', EVENT_TYPES.join(', '))
  throw new RefusedError('unknown_type', fault('event_type', given, EVENT_TYPES.join(', ')))
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2}:?\d{2})?$/
const EPOCH_SECONDS = /^\d{1,11}(?:\.(\d{1,6}))?$/

function momentOf(fields: Fields, receivedAt: number): Pick<ShopEvent, 'at' | 'atMs'> {
  const name = fields['event_ts'] === undefined ? 'timestamp' : 'event_ts'
  const written = text(fields, name)
  if (written === null) throw missing('event_ts', 'an instant')
  const moment = EPOCH_SECONDS.test(written) ? fromEpoch(written) : fromIso(written)
  if (moment === undefined)
    throw new RefusedError('unparsable', fault(name, written, 'an ISO 8601 instant, or seconds'))
  if (moment.atMs > receivedAt + AHEAD_MS)
    throw new RefusedError(
      'future_event',
      fault(name, written, `at most five minutes after it came, ${instantOf(receivedAt)}`),
    )
  return moment
}

function fromEpoch(written: string): Pick<ShopEvent, 'at' | 'atMs'> {
  const [seconds = '', fraction = ''] = written.split('.')
  return momentAt(Number(seconds) * 1000, fraction)
}

/** Without an offset it is UTC. */
function fromIso(written: string): Pick<ShopEvent, 'at' | 'atMs'> | undefined {
  const [, day, time = '', fraction = '', offset = 'Z'] = INSTANT.exec(written) ?? []
  if (day === undefined) return undefined
  const parsed = Date.parse(`${day}T${time}${offset.replace(/^(.\d{2})(\d{2})$/, '$1:$2')}`)
  // 30 February has the form of a day.
  const isDay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
  return Number.isNaN(parsed) || !isDay ? undefined : momentAt(parsed, fraction)
}

function momentAt(seconds: number, fraction: string): Pick<ShopEvent, 'at' | 'atMs'> {
  const micros = fraction.padEnd(6, '0')
  const whole = new Date(seconds).toISOString().slice(0, 19)
  return { at: `${whole}.${micros}Z`, atMs: seconds + Math.floor(Number(micros) / 1000) }
}

function quantityOf(fields: Fields, type: EventType): number | null {
  const name = fields['quantity'] === undefined ? 'qty' : 'quantity'
  const written = text(fields, name)
  if (written === null) return type === 'purchase' ? 1 : null
  const quantity = /^\d{1,9}(?:\.0+)?$/.test(written) ? Number(written) : 0
  if (quantity >= 1) return quantity
  throw new RefusedError('unparsable', fault(name, written, 'a whole number from 1'))
}

function priceOf(fields: Fields): string | null {
  const name = fields['unit_price'] === undefined ? 'price' : 'unit_price'
  const written = text(fields, name)
  if (written === null) return null
  const [, whole, fraction = ''] = /^(\d{1,14})(?:\.(\d{1,4})0*)?$/.exec(written) ?? []
  if (whole !== undefined) return `${Number(whole)}.${fraction.padEnd(4, '0')}`
  throw new RefusedError(
    'unparsable',
    fault(name, written, 'a price from 0 with at most four decimals'),
  )
}

function degrees(place: Fields, name: string, limit: number): number | null {
  const written = text(place, name)
  if (written === null) return null
  const value = Number(written)
  if (Math.abs(value) <= limit) return value
  throw new RefusedError(
    'unparsable',
    fault(`location.${name}`, written, `degrees within ${limit}`),
  )
}

/** A field's value as text, trimmed; null where it is missing or blank. Keys may be numbers. */
function text(fields: Fields, name: string): string | null {
  const value = fields[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new RefusedError('unparsable', `${name}: expected text, got ${typeof value}`)
  const trimmed = String(value).trim()
  if (trimmed.length > TEXT_MAX)
    throw new RefusedError('unparsable', `${name}: longer than ${TEXT_MAX} characters`)
  return trimmed === '' ? null : trimmed
}

function missing(name: string, what: string): RefusedError {
  return new RefusedError('missing_key', `${name}: missing, expected for ${what}`)
}

const fault = (name: string, value: string, expected: string) =>
  `${name}: ${JSON.stringify(value)}, expected ${expected}`

/** The same object has the same text, in whatever order its fields came. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isFields(value)) return JSON.stringify(value)
  const fields = Object.keys(value)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`)
  return `{${fields.join(',')}}`
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
