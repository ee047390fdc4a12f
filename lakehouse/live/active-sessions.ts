import { EVENT_TABLES } from '../contracts/live/tables.ts'
import { bigintCell } from '../serving/cells.ts'
import { join, sql } from '../sql.ts'
import { liveQuestion } from './live-question.ts'
import { shifted } from './span.ts'
import { MINUTE_MS } from '../durations.ts'

const SILENCE_MS = 30 * MINUTE_MS

/** Sessions with an event in the 30 minutes before the watermark; 0 before the first event. */
export const activeSessions = liveQuestion(
  async ({ state: { watermark }, table, rows }, _asked: null): Promise<bigint> => {
    if (watermark === null) return 0n
    const from = shifted(watermark, -SILENCE_MS)
    // Whatever lies beyond the watermark is left to the statement.
    const within = { column: 'event_ts', from, to: null }
    const tables = await Promise.all(EVENT_TABLES.map((each) => table(each, { within })))
    const events = tables.map(
      (each) => sql`
        select session_id from ${each} as events
        where not is_late and event_ts > cast(${from} as timestamptz) and event_ts <= cast(${watermark} as timestamptz)`,
    )
    const [row] = await rows(sql`
      select count(distinct session_id) as sessions from (${join(events, ' union all ')}) as seen`)
    return bigintCell(row, 'sessions')
  },
)
