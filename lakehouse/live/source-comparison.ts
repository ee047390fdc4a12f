import { saleLines } from '../contracts/gold/sale-lines.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import { orders } from '../contracts/silver/orders.ts'
import type { Row } from '../engines/engine.ts'
import { type Publication, versionOf } from '../publication.ts'
import { bigintCell, stringCell } from '../serving/cells.ts'
import { addDays } from '../serving/day.ts'
import type { DayRange } from '../serving/predicates.ts'
import { sql } from '../sql.ts'
import { type Periods, periodsOf } from './compared-periods.ts'
import { liveQuestion } from './live-question.ts'

export interface SourceTotals {
  readonly orders: bigint
  readonly units: bigint
  /** Exact. */
  readonly revenue: string
}

/** What the shop's files and its events tell of one period. */
export interface SourceComparison {
  /** When it began. */
  readonly periodStart: string
  readonly batch: SourceTotals
  readonly streaming: SourceTotals
  /** An order of both once, as the files have it. */
  readonly union: SourceTotals
  /** batch − streaming, exact. */
  readonly revenueDifference: string
  /** Orders of the events that the files have too. */
  readonly inBoth: bigint
}

export interface ComparisonAsked {
  readonly grain: 'HOUR' | 'DAY'
  /** Periods that begin in it; it ends with the watermark's, and begins 24 hours or 30 days before its end, unless it says. */
  readonly range: DayRange | null
  readonly publication: Publication
}

/** An order's time may differ by so many days between the shop's files and its events. */
const DAYS_APART = 31

/** Every period of the range, the oldest first; none before the first event. */
export const sourceComparison = liveQuestion(
  async (tables, { grain, range, publication }: ComparisonAsked): Promise<SourceComparison[]> => {
    const { watermark } = tables.state
    if (watermark === null) return []
    const asked = { range, timezone: publication.businessTimezone, watermark }
    const { periods, periodOf, days }: Periods = await periodsOf(tables, grain, asked)
    const near = {
      column: 'local_month',
      from: addDays(days.from, -2 * DAYS_APART),
      to: addDays(days.to, DAYS_APART),
    }
    const published = (contract: typeof orders | typeof saleLines) =>
      tables.table(contract, { version: versionOf(publication, contract.name), within: near })
    const live = await tables.table(liveOrders, { within: { column: 'date', ...days } })
    const rows = await tables.rows(sql`
      with told as (
        select sale_lines.order_id, any_value(sale_lines.is_sale) as is_sale,
          ${periodOf('any_value(sale_lines.order_date)')} as period,
          sum(sale_lines.quantity) as units, sum(sale_lines.line_total) as revenue
        from ${await published(saleLines)} as sale_lines
        inner join ${await published(orders)} as orders on orders.order_id = sale_lines.order_id
        where orders.source <> 'stream'
        group by sale_lines.order_id
      ),
      streaming as (
        select order_id, ${periodOf('min(event_ts)')} as period, sum(quantity) as units, sum(total) as revenue,
          order_id in (select order_id from told) as is_in_both
        from ${live} as orders
        group by order_id
      ),
      batches as (
        select period, count(*) as orders, sum(units) as units, sum(revenue) as revenue from told where is_sale group by period
      ),
      streams as (
        select period, count(*) as orders, sum(units) as units, sum(revenue) as revenue,
          count(*) filter (is_in_both) as in_both,
          sum(units) filter (not is_in_both) as added_units, sum(revenue) filter (not is_in_both) as added_revenue
        from streaming group by period
      ),
      filled as (
        select periods.starts_at as period_start,
          coalesce(batches.orders, 0) as batch_orders, coalesce(batches.units, 0) as batch_units,
          coalesce(batches.revenue, 0) as batch_revenue,
          coalesce(streams.orders, 0) as streaming_orders, coalesce(streams.units, 0) as streaming_units,
          coalesce(streams.revenue, 0) as streaming_revenue, coalesce(streams.in_both, 0) as in_both,
          coalesce(streams.added_units, 0) as added_units, coalesce(streams.added_revenue, 0) as added_revenue
        from ${periods} as periods
        left join batches on batches.period = periods.period
        left join streams on streams.period = periods.period
      )
      select period_start, in_both,
        batch_orders, cast(batch_units as bigint) as batch_units, cast(batch_revenue as decimal(18, 4)) as batch_revenue,
        streaming_orders, cast(streaming_units as bigint) as streaming_units,
        cast(streaming_revenue as decimal(18, 4)) as streaming_revenue,
        batch_orders + streaming_orders - in_both as union_orders,
        cast(batch_units + added_units as bigint) as union_units,
        cast(batch_revenue + added_revenue as decimal(18, 4)) as union_revenue,
        cast(batch_revenue - streaming_revenue as decimal(18, 4)) as revenue_difference
      from filled order by period_start`)
    return rows.map(comparisonOf)
  },
)

function comparisonOf(row: Row): SourceComparison {
  return {
    periodStart: stringCell(row, 'period_start'),
    batch: totalsOf(row, 'batch'),
    streaming: totalsOf(row, 'streaming'),
    union: totalsOf(row, 'union'),
    revenueDifference: stringCell(row, 'revenue_difference'),
    inBoth: bigintCell(row, 'in_both'),
  }
}

function totalsOf(row: Row, source: string): SourceTotals {
  return {
    orders: bigintCell(row, `${source}_orders`),
    units: bigintCell(row, `${source}_units`),
    revenue: stringCell(row, `${source}_revenue`),
  }
}
