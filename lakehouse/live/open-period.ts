import { saleLines } from '../contracts/gold/sale-lines.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import { orders } from '../contracts/silver/orders.ts'
import { products } from '../contracts/silver/products.ts'
import type { Contract } from '../contracts/contract.ts'
import { type Publication, versionOf } from '../publication.ts'
import { type Days, addDays } from '../serving/day.ts'
import { type SalesTotals, readTotals, summedUp } from '../serving/sales-totals.ts'
import { sql } from '../sql.ts'
import { liveQuestion } from './live-question.ts'
import { localDay, periodOf } from './local-days.ts'

export interface OpenPeriodAsked {
  readonly grain: string
  /** What the live sales are added to. */
  readonly publication: Publication
  /** Whether simulated orders are sales. */
  readonly isSimulatedSold: boolean
}

/** An order's day may differ by so many between the shop's files and its events: by clocks and time zones. */
const DAYS_APART = 31

/**
 * The sales of the period that runs now: the publication's, and those of live orders that it does not have.
 *
 * It runs at the watermark, or at the publication's `as_of` where that is later.
 */
export const openPeriod = liveQuestion(
  async ({ state, table, rows }, asked: OpenPeriodAsked): Promise<SalesTotals> => {
    const { grain, publication, isSimulatedSold } = asked
    const { asOf, businessTimezone } = publication
    const now = state.watermark !== null && state.watermark > asOf ? state.watermark : asOf
    const days = periodOf(grain, localDay(now, businessTimezone))
    const published = (contract: Contract, column?: string, within: Days = days) =>
      table(contract, {
        version: versionOf(publication, contract.name),
        ...(column === undefined ? {} : { within: { column, ...within } }),
      })
    const near = { from: addDays(days.from, -DAYS_APART), to: addDays(days.to, DAYS_APART) }
    const months = { from: addDays(days.from, -DAYS_APART), to: days.to }
    const placed = { column: 'date', from: addDays(days.from, -1), to: addDays(days.to, 1) }
    const [row] = await rows(sql`
      with published as (
        select order_id, status, is_sale, customer_id, quantity, line_total, profit
        from ${await published(saleLines, 'local_month', months)} as sale_lines
        where local_date >= cast(${days.from} as date) and local_date < cast(${days.to} as date)
      ),
      known as (
        select order_id from ${await published(orders, 'local_month', near)} as orders
        where order_date <= cast(${asOf} as timestamptz) or not is_sale
      ),
      lines as (
        select order_id, customer_id, product_id, quantity, total,
          cast(from_utc_timestamp(min(event_ts) over (partition by order_id), ${businessTimezone}) as date) as local_date
        from ${await table(liveOrders, { within: placed })} as orders
        where ${isSimulatedSold} or not is_simulated
      ),
      added as (
        select lines.order_id, 'CONFIRMED' as status, true as is_sale, lines.customer_id, lines.quantity,
          lines.total as line_total, cast(lines.total - lines.quantity * products.cost as decimal(18, 4)) as profit
        from lines
        anti join known on known.order_id = lines.order_id
        left join ${await published(products)} as products on products.product_id = lines.product_id
        where local_date >= cast(${days.from} as date) and local_date < cast(${days.to} as date)
      )
      ${summedUp(sql`(select * from published union all select * from added) as lines`)}`)
    return readTotals(row!)
  },
)
