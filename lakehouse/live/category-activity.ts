import type { RowOf } from '../contracts/contract.ts'
import { categoryActivity as contract } from '../contracts/live/category-activity.ts'
import { rowReader } from '../serving/row.ts'
import { sql } from '../sql.ts'
import { COUNTS, eventsWithin } from './event-counts.ts'
import { liveQuestion } from './live-question.ts'
import { lastMinutes } from './span.ts'

/** What happened in one minute to one category. */
export type CategoryActivity = RowOf<typeof contract>

export interface ActivityAsked {
  readonly minutes: number
  /** Rows that are read at most. */
  readonly limit: number
}

const read = rowReader(contract)

/** The minutes and categories with an event among the last minutes, by both; none before the first event. */
export const categoryActivity = liveQuestion(
  async (tables, { minutes, limit }: ActivityAsked): Promise<CategoryActivity[]> => {
    const span = lastMinutes(tables.state, minutes)
    if (!span) return []
    const rows = await tables.rows(sql`
      select date_trunc('minute', event_ts) as minute, coalesce(category, '(none)') as category, ${COUNTS},
        cast(date_trunc('minute', event_ts) as date) as date
      from ${await eventsWithin(tables, span)}
      group by 1, 2, date order by 1, 2 limit ${limit}`)
    return rows.map(read)
  },
)
