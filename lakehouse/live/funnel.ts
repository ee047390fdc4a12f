import { liveCart } from '../contracts/live/cart.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import { liveViews } from '../contracts/live/views.ts'
import type { Row } from '../engines/engine.ts'
import { bigintCell, nullable, numberCell, stringCell } from '../serving/cells.ts'
import { type Sql, sql, text } from '../sql.ts'
import { liveQuestion } from './live-question.ts'
import { type Span, lastMinutes, shifted } from './span.ts'
import { HOUR_MS } from '../durations.ts'

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

/** A view is the first of its pair that has none in so many hours before; as long is looked at from it on. */
const HOURS = 6

const since = (from: string) => ({ within: { column: 'event_ts', from, to: null } })

/**
 * From view to purchase, of the pairs that were first viewed in the last `minutes`.
 *
 * Shape: one step for all, or one a category, most views first; before the first event one of zeros, or none.
 */
export const funnel = liveQuestion(
  async ({ state, table, rows }, { minutes, byCategory }: FunnelAsked): Promise<FunnelStep[]> => {
    const span = lastMinutes(state, minutes)
    if (!span) return byCategory ? [] : [NOTHING]
    const pairs = funnelPairs(span, {
      views: await table(liveViews, since(shifted(span.from, -HOURS * HOUR_MS))),
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

const OF_PAIRS = text('not is_late and session_id is not null and product_id is not null')
const WATCHED = text(`interval ${HOURS} hour`)

/**
 * A pair of session and product that was first viewed in the span, a row: `category`, `has_cart`, `has_purchase`.
 *
 * It has a cart if it was added within 30 minutes after a view and not taken out before the next purchase; a purchase if one
 * came within 30 minutes after such an add.
 */
function funnelPairs({ from, to }: Span, { views, cart, orders }: FunnelTables): Sql {
  return sql`
    with views as (
      select *, lag(event_ts) over (partition by session_id, product_id order by event_ts, event_id) as before_ts
      from ${views} as views where ${OF_PAIRS}
    ),
    cart as (select * from ${cart} as cart where ${OF_PAIRS}),
    orders as (select * from ${orders} as orders where ${OF_PAIRS}),
    pairs as (
      select event_id as pair_id, session_id, product_id, coalesce(category, '(none)') as category,
        event_ts as first_ts, event_ts + ${WATCHED} as end_ts
      from views
      where event_ts >= cast(${from} as timestamptz) and event_ts < cast(${to} as timestamptz)
        and (before_ts is null or event_ts >= before_ts + ${WATCHED})
    ),
    adds as (
      select distinct pairs.pair_id, pairs.session_id, pairs.product_id, pairs.end_ts, cart.event_ts as added_ts
      from pairs
      inner join views on views.session_id = pairs.session_id and views.product_id = pairs.product_id
        and views.event_ts >= pairs.first_ts
      inner join cart on cart.session_id = pairs.session_id and cart.product_id = pairs.product_id
        and cart.event_ts between views.event_ts and views.event_ts + interval 30 minute
      where cart.event_type = 'add_to_cart' and views.event_ts < pairs.end_ts and cart.event_ts < pairs.end_ts
    ),
    followed as (
      select pair_id, added_ts,
        (select min(event_ts) from orders
          where orders.session_id = adds.session_id and orders.product_id = adds.product_id
            and event_ts >= added_ts and event_ts < end_ts) as bought_ts,
        (select min(event_ts) from cart
          where cart.session_id = adds.session_id and cart.product_id = adds.product_id
            and event_type = 'remove_from_cart' and event_ts > added_ts and event_ts < end_ts) as removed_ts
      from adds
    ),
    carts as (
      select pair_id, bool_or(coalesce(bought_ts <= added_ts + interval 30 minute, false)) as has_purchase
      from followed where removed_ts is null or removed_ts >= bought_ts
      group by pair_id
    )
    select pairs.category, carts.pair_id is not null as has_cart, coalesce(carts.has_purchase, false) as has_purchase
    from pairs left join carts on carts.pair_id = pairs.pair_id`
}
