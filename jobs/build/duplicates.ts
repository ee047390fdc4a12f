import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import type { CheckResult } from './check.ts'

/** Bronze rows that are neither in silver nor in the quarantine: repeats of a key, of which the newest was kept. */
export function countDuplicates(tables: readonly TableVersion[]): CheckResult[] {
  const rows = new Map(tables.map((table) => [table.table, table.rows]))
  return CANONICAL_TABLES.map(({ table }) => {
    const [bronze, silver, quarantine] = ['bronze', 'silver', 'quarantine'].map(
      (layer) => rows.get(`${layer}.${table}`) ?? 0n,
    )
    return {
      table: `silver.${table}`,
      rule: 'duplicate',
      severity: 'warn',
      checked: bronze!,
      failed: bronze! - silver! - quarantine!,
    }
  })
}
