import { salesPerMinute as contract } from '../contracts/live/sales-per-minute.ts'
import { liveOrders } from '../contracts/live/orders.ts'
import { bigintCell, booleanCell, nullable, numberCell, stringCell } from '../serving/cells.ts'
import { all, keyMatches } from '../serving/predicates.ts'
import { sql, text } from '../sql.ts'
import { inSpan, split } from './closed.ts'
import { liveQuestion } from './live-question.ts'
import { lastMinutes } from './span.ts'

/** What was sold in one minute. */
export interface LiveMinute {
  /** When it began. */
  readonly minute: string
  readonly orders: bigint
  readonly units: bigint
  /** Exact. */
  readonly revenue: string
  /** revenue ÷ orders; null without one. */
  readonly averageTicket: number | null
  /** No event can change it any more. */
  readonly isClosed: boolean
}

/** The columns that sales of a minute are cut by. */
export const LIVE_DIMENSIONS = { CATEGORY: 'category', STORE: 'store_id', CITY: 'city' } as const

export type LiveDimension = keyof typeof LIVE_DIMENSIONS

export interface MinutesAsked {
  readonly minutes: number
  /** Only of one value of a dimension; `(none)` where it is missing. */
  readonly of?: { readonly by: LiveDimension; readonly value: string } | undefined
}

/** Every minute of the last ones, the oldest first, zeros where nothing was sold; none before the first event. */
export const salesPerMinute = liveQuestion(
  async (
    { state, table, closedTo, rows },
    { minutes, of }: MinutesAsked,
  ): Promise<LiveMinute[]> => {
    const span = lastMinutes(state, minutes)
    if (!span) return []
    const { closed, open } = split(span, closedTo(contract))
    const orders = await table(liveOrders, { within: { column: 'event_ts', ...open } })
    const figures = await table(contract, { within: { column: 'minute', ...closed } })
    const isOf = of ? all(keyMatches(LIVE_DIMENSIONS[of.by], { eq: of.value })) : text('true')
    const found = await rows(sql`
      with sold as (
        select minute, orders, units, revenue from ${figures} as closed
        where ${inSpan('minute', closed)} and dimension = ${of?.by ?? 'TOTAL'} and value is not distinct from ${of?.value ?? null}
        union all
        select date_trunc('minute', event_ts), count(distinct order_id), sum(quantity), sum(total)
        from ${orders} as orders where ${inSpan('event_ts', open)} and not is_late and ${isOf}
        group by 1
      ),
      minutes as (
        select unnest(range(cast(${span.from} as timestamptz), cast(${span.to} as timestamptz), interval 1 minute)) as minute
      )
      select minutes.minute, coalesce(sold.orders, 0) as orders, cast(coalesce(sold.units, 0) as bigint) as units,
        cast(coalesce(sold.revenue, 0) as decimal(18, 4)) as revenue,
        cast(sold.revenue as double) / sold.orders as average_ticket,
        minutes.minute + interval 1 minute <= cast(${state.watermark} as timestamptz) as is_closed
      from minutes left join sold on sold.minute = minutes.minute
      order by minute`)
    return found.map((row) => ({
      minute: stringCell(row, 'minute'),
      orders: bigintCell(row, 'orders'),
      units: bigintCell(row, 'units'),
      revenue: stringCell(row, 'revenue'),
      averageTicket: nullable(numberCell, row, 'average_ticket'),
      isClosed: booleanCell(row, 'is_closed'),
    }))
  },
)
