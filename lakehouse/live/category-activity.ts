import type { RowOf } from '../contracts/contract.ts'
import { categoryActivity as contract } from '../contracts/live/category-activity.ts'
import { rowReader } from '../serving/row.ts'
import { sql } from '../sql.ts'
import { inSpan, split } from './closed.ts'
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
    const { closed, open } = split(span, tables.closedTo(contract))
    const figures = await tables.table(contract, { within: { column: 'minute', ...closed } })
    const rows = await tables.rows(sql`
      select minute, category, views, adds, removes, purchases, date from ${figures} as closed
      where ${inSpan('minute', closed)}
      union all
      select date_trunc('minute', event_ts) as minute, coalesce(category, '(none)') as category, ${COUNTS}, cast(minute as date) as date
      from ${await eventsWithin(tables, open)}
      group by 1, 2
      order by minute, category limit ${limit}`)
    return rows.map(read)
  },
)
