import { liveCart } from '../contracts/live/cart.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import { liveViews } from '../contracts/live/views.ts'
import type { Row } from '../engines/engine.ts'
import { bigintCell, nullable, numberCell, stringCell } from '../serving/cells.ts'
import { type Sql, sql, text } from '../sql.ts'
import { liveQuestion } from './live-question.ts'
import { HOUR_MS, type Span, lastMinutes, shifted } from './span.ts'

/** How many pairs of session and product came how far. */
export interface FunnelStep {
  /** Of the pairs' first views, `(none)` where it is missing; null for all of them. */
  readonly category: string | null
  readonly views: bigint
  readonly carts: bigint
  readonly purchases: bigint
  /** Shares of the step before, 0–1; null where that is 0. */
  readonly viewToCart: number | null
  readonly cartToPurchase: number | null
  readonly viewToPurchase: number | null
}

export interface FunnelAsked {
  readonly minutes: number
  readonly byCategory: boolean
}

/** How long before a span a pair is looked for, to know that a view in it is its first. */
const LOOK_BACK_MS = 24 * HOUR_MS

/**
 * From view to purchase, of the pairs that were first viewed in the last `minutes`.
 *
 * Shape: one step for all, or one a category, most views first; before the first event one of zeros, or none.
 */
export const funnel = liveQuestion(
  async ({ state, table, rows }, { minutes, byCategory }: FunnelAsked): Promise<FunnelStep[]> => {
    const span = lastMinutes(state, minutes)
    if (!span) return byCategory ? [] : [NOTHING]
    const since = (from: string) => ({ within: { column: 'event_ts', from, to: null } })
    const pairs = funnelPairs(span, {
      views: await table(liveViews, since(shifted(span.from, -LOOK_BACK_MS))),
      cart: await table(liveCart, since(span.from)),
      orders: await table(liveOrders, since(span.from)),
    })
    const steps = await rows(sql`
      select *, carts / nullif(views, 0) as view_to_cart, purchases / nullif(carts, 0) as cart_to_purchase,
        purchases / nullif(views, 0) as view_to_purchase
      from (
        select ${text(byCategory ? 'category' : 'null')} as category, count(*) as views,
          count(*) filter (has_cart) as carts, count(*) filter (has_purchase) as purchases
        from (${pairs}) as pairs ${text(byCategory ? 'group by category' : '')}
      ) as steps
      order by views desc, category`)
    return steps.map(stepOf)
  },
)

const NOTHING: FunnelStep = {
  category: null,
  views: 0n,
  carts: 0n,
  purchases: 0n,
  viewToCart: null,
  cartToPurchase: null,
  viewToPurchase: null,
}

function stepOf(row: Row): FunnelStep {
  return {
    category: nullable(stringCell, row, 'category'),
    views: bigintCell(row, 'views'),
    carts: bigintCell(row, 'carts'),
    purchases: bigintCell(row, 'purchases'),
    viewToCart: nullable(numberCell, row, 'view_to_cart'),
    cartToPurchase: nullable(numberCell, row, 'cart_to_purchase'),
    viewToPurchase: nullable(numberCell, row, 'view_to_purchase'),
  }
}

/** For `from`: views that reach back before a span, what went in and out of carts and purchases from its start on. */
interface FunnelTables {
  readonly views: Sql
  readonly cart: Sql
  readonly orders: Sql
}

const OF_PAIRS = text(`not is_late and session_id is not null and product_id is not null`)

/**
 * A pair of session and product that was first viewed in the span, a row: `category`, `has_cart`, `has_purchase`.
 *
 * It has a cart if it was added within 30 minutes after a view and not taken out before a purchase; a purchase if one came
 * within 30 minutes after that add.
 */
function funnelPairs({ from, to }: Span, { views, cart, orders }: FunnelTables): Sql {
  return sql`
    with views as (select * from ${views} where ${OF_PAIRS}),
    cart as (select * from ${cart} where ${OF_PAIRS}),
    orders as (select * from ${orders} where ${OF_PAIRS}),
    pairs as (
      select session_id, product_id, arg_min(coalesce(category, '(none)'), (event_ts, event_id)) as category
      from views
      group by session_id, product_id
      having min(event_ts) >= cast(${from} as timestamptz) and min(event_ts) < cast(${to} as timestamptz)
    ),
    adds as (
      select distinct cart.session_id, cart.product_id, cart.event_ts as added_at
      from pairs
      inner join cart using (session_id, product_id)
      inner join views using (session_id, product_id)
      where cart.event_type = 'add_to_cart'
        and cart.event_ts between views.event_ts and views.event_ts + interval 30 minute
    ),
    followed as (
      select *,
        (select min(event_ts) from cart
          where event_type = 'remove_from_cart' and event_ts > added_at
            and cart.session_id = adds.session_id and cart.product_id = adds.product_id) as removed_at,
        (select min(event_ts) from orders
          where event_ts >= added_at
            and orders.session_id = adds.session_id and orders.product_id = adds.product_id) as bought_at
      from adds
    ),
    kept as (
      select session_id, product_id, bool_or(coalesce(bought_at <= added_at + interval 30 minute, false)) as has_purchase
      from followed
      where removed_at is null or bought_at <= removed_at
      group by session_id, product_id
    )
    select pairs.category, kept.session_id is not null as has_cart, coalesce(kept.has_purchase, false) as has_purchase
    from pairs
    left join kept using (session_id, product_id)`
}
