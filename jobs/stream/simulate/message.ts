import type { NewMessage } from '../../../lakehouse/events/event-log.ts'
import { keyOf, type ShopEvent } from '../../../lakehouse/events/event.ts'
import { topicOf } from '../../../lakehouse/events/topics.ts'

/** An event as a shop would tell it; what it does not have is left out. */
export function eventMessage(event: ShopEvent): NewMessage {
  const { latitude, longitude } = event
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
    location: latitude === null && longitude === null ? null : { lat: latitude, lon: longitude },
    is_simulated: event.isSimulated,
  }
  return {
    topic: topicOf(event.type),
    key: keyOf(event),
    value: JSON.stringify(fields, (_, value: unknown) => (value === null ? undefined : value)),
  }
}
