import type { Message } from '../../lakehouse/events/event-log.ts'
import type { ShopEvent } from '../../lakehouse/events/event.ts'
import { csvLine } from './csv.ts'

export interface Judged {
  readonly isLate: boolean
  /** When the log got it. */
  readonly receivedAt: string
  /** The commit that brings it. */
  readonly batch: number
}

/** An event and its message as a line with the columns of `bronze.events`. */
export function eventLine(
  event: ShopEvent,
  message: Message,
  { isLate, receivedAt, batch }: Judged,
): string {
  return csvLine([
    event.eventId,
    event.type,
    event.at,
    event.sessionId,
    event.customerId,
    event.productId,
    event.category,
    event.quantity,
    event.unitPrice,
    event.orderId,
    event.paymentMethod,
    event.channel,
    event.storeId,
    event.storeType,
    event.city,
    event.province,
    event.latitude,
    event.longitude,
    event.isSimulated,
    isLate,
    message.value,
    message.topic,
    message.partition,
    message.offset,
    receivedAt,
    batch,
    event.at.slice(0, 10),
  ])
}
