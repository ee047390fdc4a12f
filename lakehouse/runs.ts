import type { RowOf } from './contracts/contract.ts'
import { runSteps } from './contracts/ops/run-steps.ts'
import { runs as contract } from './contracts/ops/runs.ts'
import { collection } from './serving/collection.ts'
import { among, matches } from './serving/predicates.ts'
import type { Reader } from './serving/reader.ts'
import { rowReader } from './serving/row.ts'
import { type Where, condition } from './serving/where.ts'
import { sql } from './sql.ts'

/** One row of `ops.runs`. */
export type Run = RowOf<typeof contract>
/** One row of `ops.run_steps`. */
export type RunStep = RowOf<typeof runSteps>

export interface RunFilter extends Where<RunFilter> {
  readonly job?: string | null | undefined
}

export const runs = collection({
  contract,
  id: 'run_id',
  sorts: { STARTED_AT: { column: 'runs.started_at', type: 'timestamp' } },
  condition: (filter: RunFilter | null | undefined) =>
    condition<RunFilter>(filter, ({ job }) => matches('runs.job', { eq: job })),
})

const readStep = rowReader(runSteps)

/** The tables that each run wrote, by name; in the runs' order. */
export async function stepsByRuns(reader: Reader, runIds: readonly string[]): Promise<RunStep[][]> {
  const rows = await reader.rows(sql`
    select * from ops.run_steps where ${among('run_id', runIds)} order by table_name`)
  const byRun = Map.groupBy(rows.map(readStep), ({ runId }) => runId)
  return runIds.map((runId) => byRun.get(runId) ?? [])
}
