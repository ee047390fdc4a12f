import type { EventType } from '../lakehouse/events/topics.ts'
import { type Receipt, publish } from '../lakehouse/events/publish.ts'
import type { Context } from './context.ts'
import { badInput } from './refusal.ts'

/** An event's fields by the API's names; what a caller leaves out is null, or not there. */
export interface EventInput extends Readonly<Partial<Record<EventField, unknown>>> {
  readonly type: EventType
  readonly at: string
  readonly latitude?: number | null | undefined
  readonly longitude?: number | null | undefined
}

/** What the API calls them, and what an event's JSON does. */
const FIELDS = {
  eventId: 'event_id',
  type: 'event_type',
  at: 'event_ts',
  sessionId: 'session_id',
  customerId: 'customer_id',
  productId: 'product_id',
  category: 'category',
  quantity: 'quantity',
  unitPrice: 'unit_price',
  orderId: 'order_id',
  paymentMethod: 'payment_method',
  channel: 'channel',
  storeId: 'store_id',
  storeType: 'store_type',
  city: 'city',
  province: 'province',
} as const

type EventField = keyof typeof FIELDS

const API_NAMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(FIELDS).map(([name, field]) => [field, name] as const),
  ['location.lat', 'latitude'],
  ['location.lon', 'longitude'],
])

const EVENTS_MAX = 1000

/**
 * Brings events into the log; a wrong one is told, and stops no other.
 *
 * Errors: `BAD_USER_INPUT` for more than 1,000; `LakehouseError` of the log.
 */
export async function publishEvents(
  { events }: { readonly events: readonly EventInput[] },
  { eventLog, noteChange }: Pick<Context, 'eventLog' | 'noteChange'>,
): Promise<Receipt> {
  if (events.length > EVENTS_MAX)
    throw badInput(
      `events may list ${EVENTS_MAX}, not ${events.length}: send them in several calls`,
    )
  const log = await eventLog()
  const { accepted, rejected } = await publish(log, events.map(jsonOf), { way: 'graphql' })
  noteChange({ operation: 'publishEvents', accepted, rejected: rejected.length })
  return {
    accepted,
    rejected: rejected.map((each) => ({ ...each, reason: inApiNames(each.reason) })),
  }
}

function jsonOf({ latitude, longitude, ...input }: EventInput): string {
  const fields: Record<string, unknown> = {}
  const given: Readonly<Record<string, unknown>> = input
  for (const [name, field] of Object.entries(FIELDS)) fields[field] = given[name] ?? undefined
  const isPlaced = (latitude ?? longitude ?? undefined) !== undefined
  if (isPlaced) fields['location'] = { lat: latitude, lon: longitude }
  return JSON.stringify(fields)
}

/** A reason begins with the field that it is about. */
function inApiNames(reason: string): string {
  return reason.replace(/^[a-z_.]+(?=:)/, (field) => API_NAMES.get(field) ?? field)
}
