import { type Days, addDays } from '../serving/day.ts'
import type { DayRange } from '../serving/predicates.ts'
import { type Sql, sql, text } from '../sql.ts'
import type { LiveTables } from './live-reader.ts'
import { localDay } from './local-days.ts'
import { hoursWithin } from './sales-by-hour.ts'
import { hourAfter } from './span.ts'

/** Periods as SQL. */
export interface Periods {
  /** For `from`: `period`, as `periodOf` tells it, and `starts_at`. */
  readonly periods: Sql
  /** The period of an instant, which is SQL of our own. */
  readonly periodOf: (instant: string) => Sql
  /** Days in UTC that hold all of them, and a day more at either end. */
  readonly days: Days
}

export interface PeriodsAsked {
  readonly range: DayRange | null
  readonly timezone: string
  readonly watermark: string
}

const DAYS = 30

/** Hours are those of UTC; days are those of the time zone. */
export async function periodsOf(
  tables: Pick<LiveTables, 'rows'>,
  grain: 'HOUR' | 'DAY',
  asked: PeriodsAsked,
): Promise<Periods> {
  return grain === 'HOUR' ? await hours(tables, asked) : days(asked)
}

async function hours(
  tables: Pick<LiveTables, 'rows'>,
  { range, timezone, watermark }: PeriodsAsked,
): Promise<Periods> {
  const { from, to } = await hoursWithin(tables, { range, timezone, end: hourAfter(watermark) })
  return {
    periods: sql`(
      select unnest(range(cast(${from} as timestamptz), cast(${to} as timestamptz), interval 1 hour)) as period,
        period as starts_at
    )`,
    periodOf: (instant) => text(`date_trunc('hour', ${instant})`),
    days: around(from.slice(0, 10), to.slice(0, 10)),
  }
}

function days({ range, timezone, watermark }: PeriodsAsked): Periods {
  const to = range?.to ?? addDays(localDay(watermark, timezone), 1)
  const from = range?.from ?? addDays(to, -DAYS)
  return {
    periods: sql`(
      select cast(day as date) as period, to_utc_timestamp(cast(day as timestamp), ${timezone}) as starts_at
      from range(cast(${from} as date), cast(${to} as date), interval 1 day) as days(day)
    )`,
    periodOf: (instant) => sql`cast(from_utc_timestamp(${text(instant)}, ${timezone}) as date)`,
    days: around(from, to),
  }
}

const around = (from: string, to: string): Days => ({
  from: addDays(from, -1),
  to: addDays(to, 2),
})
