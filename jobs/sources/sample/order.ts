import type { BasketLine } from './basket.ts'
import { Calendar, HOUR_SHARES } from './calendar.ts'
import type { Random } from './random.ts'

/** What becomes of an order. */
export type Fate =
  | 'open'
  | 'paid'
  | 'shipped'
  | 'delivered'
  | 'returned'
  | 'cancelled'
  | 'failed'
  | 'credit note'

export interface Order {
  readonly id: string
  /** Undefined: a guest. */
  readonly customer: number | undefined
  readonly day: number
  readonly second: number
  readonly fate: Fate
  readonly lines: readonly BasketLine[]
  readonly estimatedDay: number
  /** Undefined: not delivered. */
  readonly delivery: { readonly day: number; readonly second: number } | undefined
}

/** The shop's words for a fate: several systems and languages write into one column. */
export const STATUS_WORDS: Readonly<Record<Fate, readonly (readonly [string, number])[]>> = {
  open: [
    ['pending', 0.5],
    ['created', 0.3],
    ['Pendente', 0.2],
  ],
  paid: [
    ['confirmed', 0.3],
    ['Pago', 0.3],
    ['approved', 0.2],
    ['processing', 0.15],
    ['invoiced', 0.05],
  ],
  shipped: [['shipped', 1]],
  delivered: [
    ['delivered', 0.7],
    ['completed', 0.14],
    ['Entregado', 0.1],
    ['DELIVERED ', 0.06],
  ],
  returned: [
    ['returned', 0.6],
    ['Reembolsado', 0.4],
  ],
  cancelled: [
    ['cancelled', 0.4],
    ['canceled', 0.25],
    ['Cancelado', 0.25],
    ['unavailable', 0.1],
  ],
  failed: [['pending', 1]],
  'credit note': [['Reembolsado', 1]],
}

export const PAYMENT_WORDS: Readonly<Record<Fate, string>> = {
  open: 'pending',
  paid: 'completed',
  shipped: 'completed',
  delivered: 'completed',
  returned: 'refunded',
  cancelled: '',
  failed: 'failed',
  'credit note': 'refunded',
}

/** A fate that fits an order's age: what is young is not delivered yet. */
export function drawFate(random: Random, ageDays: number): Fate {
  const draw = random.next()
  if (draw < 0.05) return 'cancelled'
  if (draw < 0.065) return 'failed'
  if (ageDays <= 1) return draw < 0.5 ? 'open' : 'paid'
  if (ageDays <= 3) return 'paid'
  if (ageDays <= 9) return draw < 0.7 ? 'shipped' : 'delivered'
  return draw < 0.1 ? 'returned' : 'delivered'
}

/** Moments of a day at which people order, in order. */
export function drawSeconds(random: Random, count: number): number[] {
  const seconds = Array.from({ length: count }, () =>
    Calendar.second(random.weighted(HOUR_SHARES), random.next()),
  )
  return seconds.sort((a, b) => a - b)
}

/** Delivered within the estimate but for one in twelve, never after today. */
export function drawDelivery(
  random: Random,
  order: { day: number; estimatedDay: number; lastDay: number },
) {
  const isLate = random.chance(0.08)
  const day = isLate
    ? order.estimatedDay + random.between(1, 6)
    : random.between(order.day + 1, order.estimatedDay + 1)
  return {
    day: Math.max(order.day + 1, Math.min(day, order.lastDay)),
    second: random.between(28_800, 72_000),
  }
}
