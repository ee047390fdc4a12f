import { liveCart } from '../contracts/live/cart.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import { liveViews } from '../contracts/live/views.ts'
import { type Sql, join, sql, text } from '../sql.ts'
import { inSpan } from './closed.ts'
import type { LiveTables } from './live-reader.ts'
import type { Span } from './span.ts'

/** SQL for counts of events by what they tell of: `views`, `adds`, `removes`, `purchases`. */
export const COUNTS = text(`
  count(*) filter (event_type = 'page_view') as views,
  count(*) filter (event_type = 'add_to_cart') as adds,
  count(*) filter (event_type = 'remove_from_cart') as removes,
  count(*) filter (event_type = 'purchase') as purchases`)

/** The events of a span that came in time, of every type: `event_type`, `event_ts`, `category`, `product_id`; for `from`. */
export async function eventsWithin({ table }: LiveTables, span: Span): Promise<Sql> {
  const within = { column: 'event_ts', ...span }
  const [views, cart, orders] = await Promise.all(
    [liveViews, liveCart, liveOrders].map((each) => table(each, { within })),
  )
  const selects = [
    sql`select 'page_view' as event_type, event_ts, category, product_id, is_late from ${views!} as views`,
    sql`select event_type, event_ts, category, product_id, is_late from ${cart!} as cart`,
    sql`select 'purchase' as event_type, event_ts, category, product_id, is_late from ${orders!} as orders`,
  ]
  return sql`(
    select event_type, event_ts, category, product_id from (${join(selects, ' union all ')}) as every_event
    where not is_late and ${inSpan('event_ts', span)}
  ) as events`
}
