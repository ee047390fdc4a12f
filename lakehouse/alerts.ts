import type { RowOf } from './contracts/contract.ts'
import { alerts } from './contracts/ops/alerts.ts'
import type { LiveLake } from './live-lake.ts'
import { rowReader } from './serving/row.ts'
import { text } from './sql.ts'

/** One row of `ops.alerts`: an alert begins, or has passed. */
export type AlertState = RowOf<typeof alerts>

const read = rowReader(alerts)

/** Every alert's states, in the order in which they came. */
export async function alertStates(lake: Pick<LiveLake, 'rows'>): Promise<AlertState[]> {
  return (await lake.rows(text('select * from ops.alerts order by "at", alert_id, state'))).map(
    read,
  )
}
