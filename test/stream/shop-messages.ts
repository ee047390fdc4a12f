import type { NewMessage } from '../../lakehouse/events/event-log.ts'
import { type EventType, topicOf } from '../../lakehouse/events/topics.ts'

export interface ShopMessagesOptions {
  readonly count: number
  readonly seed: number
  /** Event time of the first, milliseconds since 1970. */
  readonly from: number
  /** Event time that passes between two. */
  readonly stepMs: number
}

/**
 * Messages as a shop sends them: visits that view, put into carts, take out and buy; some come again, some an hour late, and some
 * are broken.
 */
export function* shopMessages(options: ShopMessagesOptions): Generator<NewMessage> {
  const random = randomOf(options.seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const sent: NewMessage[] = []
  for (let i = 0; i < options.count; i++) {
    const kind = below(1000)
    if (kind < 10 && sent.length > 0) {
      yield sent[below(sent.length)]!
      continue
    }
    const now = options.from + i * options.stepMs
    const at = kind < 40 ? now - 3_600_000 : now - below(45_000)
    const session = Math.floor(i / 400) * 20 + below(20)
    const message = messageOf(session, { i, at, below })
    if (kind >= 40 && kind < 45) yield { ...message, value: BROKEN[below(BROKEN.length)]! }
    else {
      // A bounded choice of what comes again.
      sent[sent.length < 5000 ? sent.length : below(5000)] = message
      yield message
    }
  }
}

const BROKEN = [
  '{"event_id": ',
  '\u0000\u0001\ufffd',
  'null',
  '[]',
  '{"event_type": "add_to_cart", "event_ts": "2026-11-22T00:00:00Z"}',
  '{"event_type": "dance", "event_ts": "2026-11-22T00:00:00Z"}',
  '{"event_type": "page_view", "event_ts": "2999-01-01T00:00:00Z"}',
]

const TYPES: readonly EventType[] = [
  'page_view',
  'page_view',
  'page_view',
  'page_view',
  'add_to_cart',
  'add_to_cart',
  'remove_from_cart',
  'purchase',
]

interface Choice {
  readonly i: number
  readonly at: number
  readonly below: (limit: number) => number
}

function messageOf(session: number, { i, at, below }: Choice): NewMessage {
  const type = TYPES[below(TYPES.length)]!
  const event = {
    event_id: `e${i}`,
    event_type: type,
    event_ts: new Date(at).toISOString(),
    session_id: `s${session}`,
    ...(session % 3 === 0 ? {} : { customer_id: `c${session % 997}` }),
    product_id: `p${session % 7}${below(3)}`,
    ...(below(3) === 0 ? {} : { category: `category ${below(12)}` }),
    quantity: 1 + below(3),
    unit_price: `${below(200)}.${10 + below(90)}`,
    ...(type === 'purchase' ? { order_id: `o${session}-${below(4)}`, payment_method: 'card' } : {}),
    ...(below(4) === 0 ? {} : { store_id: `st${below(5)}`, city: `city ${below(5)}` }),
  }
  return { topic: topicOf(type), key: event.session_id, value: JSON.stringify(event) }
}

/** Numbers from 0 to below 1, the same for a seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = Math.trunc(state + 0x6d2b79f5)
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
