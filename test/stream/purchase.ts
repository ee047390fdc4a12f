import type { Message, NewMessage } from '../../lakehouse/events/event-log.ts'

export interface Purchase {
  readonly id: string
  readonly order: string
  readonly product: string
  readonly quantity?: number
  readonly price?: string
  readonly [field: string]: unknown
}

/** A line of an order, as a shop tells it; of one session an order. */
export function purchase({ id, order, product, price, ...others }: Purchase): NewMessage {
  const event = {
    event_id: id,
    event_type: 'purchase',
    event_ts: '2026-11-20T10:00:00Z',
    order_id: order,
    product_id: product,
    unit_price: price,
    ...others,
  }
  return { topic: 'orders', key: order, value: JSON.stringify(event) }
}

/** As the log would have it. */
export function logged(message: NewMessage, offset: number, at: number): Message {
  return { ...message, partition: 0, offset: BigInt(offset), at }
}
