import { salesByHour as contract } from '../contracts/live/sales-by-hour.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import type { Row } from '../engines/engine.ts'
import { bigintCell, nullable, stringCell } from '../serving/cells.ts'
import type { DayRange } from '../serving/predicates.ts'
import { sql } from '../sql.ts'
import { inSpan, split } from './closed.ts'
import { liveQuestion } from './live-question.ts'
import type { LiveTables } from './live-reader.ts'
import { startOfDay } from './local-days.ts'
import { type Span, hourAfter, hourAt, shifted } from './span.ts'
import { HOUR_MS } from '../durations.ts'

/** What a store sold in one hour. */
export interface HourStore {
  /** When it began. */
  readonly hour: string
  /** Null for what was sold in no store. */
  readonly storeId: string | null
  readonly orders: bigint
  /** Exact. */
  readonly revenue: string
}

export interface HoursAsked {
  /** Hours that begin in it; it ends with the watermark's hour, and begins a day before its end, unless it says. */
  readonly range: DayRange | null
  readonly timezone: string
  /** Rows that are read at most. */
  readonly limit: number
}

const HOURS = 24

/** The hours and stores with a purchase, by both; none before the first event. */
export const salesByHour = liveQuestion(
  async (tables, { range, timezone, limit }: HoursAsked): Promise<HourStore[]> => {
    const { watermark } = tables.state
    if (watermark === null) return []
    const span = await hoursWithin(tables, { range, timezone, end: hourAfter(watermark) })
    const { closed, open } = split(span, tables.closedTo(contract))
    const figures = await tables.table(contract, { within: { column: 'hour', ...closed } })
    const orders = await tables.table(liveOrders, { within: { column: 'event_ts', ...open } })
    const rows = await tables.rows(sql`
      select hour, store_id, orders, revenue from ${figures} as closed where ${inSpan('hour', closed)}
      union all
      select date_trunc('hour', event_ts) as hour, store_id, count(distinct order_id) as orders,
        cast(sum(total) as decimal(18, 4)) as revenue
      from ${orders} as orders where ${inSpan('event_ts', open)} and not is_late
      group by 1, 2
      order by hour, store_id nulls last limit ${limit}`)
    return rows.map(hourOf)
  },
)

interface HoursWithin {
  readonly range: DayRange | null
  readonly timezone: string
  /** Of a range without one. */
  readonly end: string
}

/** The instants between which hours begin. */
export async function hoursWithin(
  tables: Pick<LiveTables, 'rows'>,
  { range, timezone, end }: HoursWithin,
): Promise<Span> {
  const starts = async (day: string) => hourAt(await startOfDay(tables, day, timezone))
  const to = range?.to ? await starts(range.to) : end
  const from = range?.from ? await starts(range.from) : shifted(to, -HOURS * HOUR_MS)
  return { from, to }
}

function hourOf(row: Row): HourStore {
  return {
    hour: stringCell(row, 'hour'),
    storeId: nullable(stringCell, row, 'store_id'),
    orders: bigintCell(row, 'orders'),
    revenue: stringCell(row, 'revenue'),
  }
}
