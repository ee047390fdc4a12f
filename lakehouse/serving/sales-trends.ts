import { sql, text } from '../sql.ts'
import { bigintCell, booleanCell, nullable, numberCell, stringCell } from './cells.ts'
import { type DayRange, all, dayWithin } from './predicates.ts'
import type { Reader } from './reader.ts'

export interface SalesTrendsAsked {
  readonly grain: string
  /** Periods whose first day lies in it; averages reach back beyond it. */
  readonly range?: DayRange | null | undefined
  /** Periods of a moving average. */
  readonly window: number
  readonly limit: number
}

/** Where the revenue of all sales is going. */
export interface SalesTrend {
  readonly periodStart: string
  /** Exact. */
  readonly revenue: string
  /** Mean revenue of `window` complete periods that end here; null before there are so many. */
  readonly movingAverage: number | null
  readonly growthPercent: number | null
  readonly yoyPercent: number | null
  /** UP or DOWN by the moving average against the one before; FLAT within 1 %, and where one of them is null. */
  readonly direction: string
  readonly isComplete: boolean
}

/** Periods in their order; `total` counts all that fit, of which at most `limit` are read. */
export async function salesTrends(
  reader: Reader,
  { grain, range, window, limit }: SalesTrendsAsked,
): Promise<{ rows: SalesTrend[]; total: number }> {
  const rows = await reader.rows(sql`
    with periods as (
      select period_start, revenue, growth_percent, yoy_percent, is_complete
      from gold.sales_metrics where dimension = 'TOTAL' and grain = ${grain}
    ),
    averaged as (
      select *,
        case when is_complete and count(*) over (${ending(window)}) = ${BigInt(window)}
          then cast(sum(revenue) over (${ending(window)}) as double) / ${BigInt(window)} end as moving_average
      from periods
    ),
    compared as (
      select *, moving_average - lag(moving_average) over (order by period_start) as change,
        abs(lag(moving_average) over (order by period_start)) * 0.01 as tolerance
      from averaged
    )
    select *, count(*) over () as total,
      case when change > tolerance then 'UP' when change < -tolerance then 'DOWN' else 'FLAT' end as direction
    from compared where ${all(dayWithin(text('period_start'), range))}
    order by period_start limit ${BigInt(limit)}`)
  const trends = rows.map((row) => ({
    periodStart: stringCell(row, 'period_start'),
    revenue: stringCell(row, 'revenue'),
    movingAverage: nullable(numberCell, row, 'moving_average'),
    growthPercent: nullable(numberCell, row, 'growth_percent'),
    yoyPercent: nullable(numberCell, row, 'yoy_percent'),
    direction: stringCell(row, 'direction'),
    isComplete: booleanCell(row, 'is_complete'),
  }))
  return { rows: trends, total: rows.length === 0 ? 0 : Number(bigintCell(rows[0], 'total')) }
}

/** Incomplete periods are the latest: a complete one has none before it. */
function ending(window: number) {
  return sql`order by period_start rows between ${BigInt(window - 1)} preceding and current row`
}
