import type { RowOf } from './contracts/contract.ts'
import { qualityResults } from './contracts/ops/quality-results.ts'
import type { LiveLake } from './live-lake.ts'
import { all, is, matches } from './serving/predicates.ts'
import { rowReader } from './serving/row.ts'
import { sql } from './sql.ts'

/** One row of `ops.quality_results`. */
export type QualityResult = RowOf<typeof qualityResults>

export interface QualityAsked {
  readonly table?: string | null | undefined
  readonly failedOnly: boolean
}

const read = rowReader(qualityResults)

/** What the run that wrote each table last found in it, by table and rule. */
export async function latestQuality(
  { rows }: Pick<LiveLake, 'rows'>,
  { table, failedOnly }: QualityAsked,
): Promise<QualityResult[]> {
  const found = await rows(sql`
    select * from (
      select * from ops.quality_results
      qualify run_id = max_by(run_id, checked_at) over (partition by table_name)
    ) as latest
    where ${all([...matches('table_name', { eq: table }), ...is('passed', failedOnly ? false : null)])}
    order by table_name, rule`)
  return found.map(read)
}
