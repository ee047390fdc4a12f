import type { EventType } from '../../lakehouse/events/topics.ts'
import { instantOf } from '../../lakehouse/instant.ts'

/** An event that is not late, as the figures need it; times are milliseconds since 1970. */
export interface Happened {
  readonly eventId: string
  readonly type: EventType
  readonly at: number
  readonly sessionId: string | null
  readonly customerId: string | null
  readonly productId: string | null
  readonly category: string | null
  readonly storeId: string | null
  readonly city: string | null
  readonly orderId: string | null
  readonly quantity: number
  /** Ten-thousandths. */
  readonly total: bigint
}

/** Rows of a table, each as text, sorted. */
export type Figures = Readonly<Record<string, readonly string[]>>

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Every closed figure up to a watermark, computed the slow way. */
export function naiveFigures(
  events: readonly Happened[],
  { to, sessionsTo = to }: { readonly to: number; readonly sessionsTo?: number },
): Figures {
  const hourTo = Math.floor(to / HOUR) * HOUR
  return {
    'live.sales_per_minute': salesPerMinute(events, to),
    'live.sales_by_hour': salesByHour(events, hourTo),
    'live.category_activity': activity(events, {
      to,
      keyOf: ({ category }) => category ?? '(none)',
      types: ['page_view', 'add_to_cart', 'remove_from_cart', 'purchase'],
    }),
    'live.product_activity': activity(events, {
      to,
      keyOf: ({ productId }) => productId,
      types: ['page_view', 'add_to_cart', 'purchase'],
    }),
    'live.sessions': sessions(events, sessionsTo),
    'live.funnel': funnel(events, hourTo),
  }
}

/** The columns of each table in the order in which a row's text has them. */
export const FIGURE_COLUMNS: Readonly<Record<string, string>> = {
  'live.sales_per_minute': 'minute, dimension, value, orders, units, revenue',
  'live.sales_by_hour': 'hour, store_id, orders, units, revenue',
  'live.category_activity': 'minute, category, views, adds, removes, purchases',
  'live.product_activity': 'minute, product_id, views, adds, purchases',
  'live.sessions':
    'session_id, started_at, ended_at, customer_id, views, adds, removes, purchases, orders, revenue',
  'live.funnel': 'hour, category, views, carts, purchases',
}

export const rowText = (cells: readonly unknown[]) => cells.map((cell) => String(cell)).join('|')

export const money = (total: bigint) => {
  const digits = String(total).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`
}

const floor = (at: number, unit: number) => Math.floor(at / unit) * unit

function grouped<T>(items: readonly T[], keyOf: (item: T) => readonly unknown[]): T[][] {
  return [...Map.groupBy(items, (item) => JSON.stringify(keyOf(item))).values()]
}

function sales(those: readonly Happened[]): [number, number, string] {
  return [
    new Set(those.map(({ orderId }) => orderId)).size,
    those.reduce((sum, { quantity }) => sum + quantity, 0),
    money(those.reduce((sum, { total }) => sum + total, 0n)),
  ]
}

function salesPerMinute(events: readonly Happened[], to: number): string[] {
  const valued = events
    .filter(({ type, at }) => type === 'purchase' && floor(at, MINUTE) + MINUTE <= to)
    .flatMap((event) => [
      { dimension: 'TOTAL', value: null, event },
      { dimension: 'CATEGORY', value: event.category ?? '(none)', event },
      { dimension: 'STORE', value: event.storeId ?? '(none)', event },
      { dimension: 'CITY', value: event.city ?? '(none)', event },
    ])
  return grouped(valued, ({ dimension, value, event }) => [
    dimension,
    value,
    floor(event.at, MINUTE),
  ])
    .map((those) => {
      const { dimension, value, event } = those[0]!
      const minute = instantOf(floor(event.at, MINUTE))
      return rowText([minute, dimension, value, ...sales(those.map((each) => each.event))])
    })
    .sort()
}

function salesByHour(events: readonly Happened[], to: number): string[] {
  const closed = events.filter(
    ({ type, at }) => type === 'purchase' && floor(at, HOUR) + HOUR <= to,
  )
  return grouped(closed, ({ at, storeId }) => [floor(at, HOUR), storeId])
    .map((those) =>
      rowText([instantOf(floor(those[0]!.at, HOUR)), those[0]!.storeId, ...sales(those)]),
    )
    .sort()
}

interface ActivityOptions {
  readonly to: number
  readonly keyOf: (event: Happened) => string | null
  readonly types: readonly EventType[]
}

function activity(events: readonly Happened[], { to, keyOf, types }: ActivityOptions): string[] {
  const closed = events.filter(
    (event) =>
      floor(event.at, MINUTE) + MINUTE <= to && types.includes(event.type) && keyOf(event) !== null,
  )
  return grouped(closed, (event) => [floor(event.at, MINUTE), keyOf(event)])
    .map((those) => {
      const counts = types.map((type) => those.filter((event) => event.type === type).length)
      return rowText([instantOf(floor(those[0]!.at, MINUTE)), keyOf(those[0]!), ...counts])
    })
    .sort()
}

const inOrder = (events: readonly Happened[]) =>
  events.toSorted((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1))

function sessions(events: readonly Happened[], to: number): string[] {
  const rows: string[] = []
  const known = events.filter(({ sessionId }) => sessionId !== null)
  for (const those of grouped(known, ({ sessionId }) => [sessionId])) {
    const visits: Happened[][] = []
    for (const event of inOrder(those)) {
      const last = visits.at(-1)?.at(-1)
      if (last && event.at - last.at < 30 * MINUTE) visits.at(-1)!.push(event)
      else visits.push([event])
    }
    for (const visit of visits) {
      const endedAt = visit.at(-1)!.at
      if (endedAt + 30 * MINUTE > to) continue
      const kept = visit.filter(({ at }) => at > endedAt - 24 * HOUR)
      const count = (type: EventType) => kept.filter((event) => event.type === type).length
      const orders = new Set(kept.flatMap(({ orderId }) => orderId ?? []))
      rows.push(
        rowText([
          those[0]!.sessionId,
          instantOf(kept[0]!.at),
          instantOf(endedAt),
          kept.find(({ customerId }) => customerId !== null)?.customerId ?? null,
          count('page_view'),
          count('add_to_cart'),
          count('remove_from_cart'),
          count('purchase'),
          orders.size,
          money(kept.reduce((sum, { total }) => sum + total, 0n)),
        ]),
      )
    }
  }
  return rows.sort()
}

interface Pair {
  readonly hour: number
  readonly category: string
  readonly hasCart: boolean
  readonly hasPurchase: boolean
}

function funnel(events: readonly Happened[], to: number): string[] {
  const known = events.filter(
    ({ sessionId, productId }) => sessionId !== null && productId !== null,
  )
  const pairs = grouped(known, ({ sessionId, productId }) => [sessionId, productId]).flatMap(
    pairsOf,
  )
  const closed = pairs.filter(({ hour }) => hour + 7 * HOUR <= to)
  return grouped(closed, ({ hour, category }) => [hour, category])
    .map((those) =>
      rowText([
        instantOf(those[0]!.hour),
        those[0]!.category,
        those.length,
        those.filter(({ hasCart }) => hasCart).length,
        those.filter(({ hasPurchase }) => hasPurchase).length,
      ]),
    )
    .sort()
}

function pairsOf(those: readonly Happened[]): Pair[] {
  const ordered = inOrder(those)
  const views = ordered.filter(({ type }) => type === 'page_view')
  const firsts = views.filter((view, i) => i === 0 || view.at - views[i - 1]!.at >= 6 * HOUR)
  return firsts.map((first) => {
    const end = first.at + 6 * HOUR
    const inTime = ordered.filter(({ at }) => at >= first.at && at < end)
    const of = (type: EventType) => inTime.filter((event) => event.type === type)
    const carts = of('add_to_cart').filter((add) =>
      of('page_view').some((view) => add.at >= view.at && add.at - view.at <= 30 * MINUTE),
    )
    const kept = carts.map((add) => {
      const bought = of('purchase').find(({ at }) => at >= add.at)
      const isRemoved = of('remove_from_cart').some(
        ({ at }) => at > add.at && at < (bought?.at ?? end),
      )
      return { isRemoved, isBought: bought !== undefined && bought.at - add.at <= 30 * MINUTE }
    })
    const inCart = kept.filter(({ isRemoved }) => !isRemoved)
    return {
      hour: floor(first.at, HOUR),
      category: first.category ?? '(none)',
      hasCart: inCart.length > 0,
      hasPurchase: inCart.some(({ isBought }) => isBought),
    }
  })
}
