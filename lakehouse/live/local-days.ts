import { addDays, type Days } from '../serving/day.ts'
import { stringCell } from '../serving/cells.ts'
import { sql } from '../sql.ts'
import type { LiveTables } from './live-reader.ts'

/** The day of an instant in a time zone. */
export function localDay(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(new Date(instant))
}

/** The instant at which a day begins in a time zone, by the rule that models have. */
export async function startOfDay(
  { rows }: Pick<LiveTables, 'rows'>,
  day: string,
  timezone: string,
): Promise<string> {
  const [row] = await rows(
    sql`select to_utc_timestamp(cast(cast(${day} as date) as timestamp), ${timezone}) as instant`,
  )
  return stringCell(row, 'instant')
}

/** The period that a day lies in, as sales metrics cut them. */
export function periodOf(grain: string, day: string): Days {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const months = (from: number, count: number) => ({
    from: firstOfMonth(year, from),
    to: firstOfMonth(year, from + count),
  })
  switch (grain) {
    case 'DAY':
      return { from: day, to: addDays(day, 1) }
    case 'WEEK': {
      const monday = addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
      return { from: monday, to: addDays(monday, 7) }
    }
    case 'MONTH':
      return months(month, 1)
    case 'QUARTER':
      return months(month - ((month - 1) % 3), 3)
    case 'YEAR':
      return months(1, 12)
    default:
      throw new Error(`${grain} is no grain`)
  }
}

/** Months are counted from 1, beyond 12 into the next year. */
function firstOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)
}
