import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import type { TableVersion } from '../../lakehouse/serving/publication.ts'
import { text } from '../../lakehouse/sql.ts'
import { arrivalsOf } from './arrivals.ts'
import { numberOf } from './cell.ts'
import type { CheckResult } from './check.ts'
import type { Session } from './session.ts'

/** Rows that arrived and are neither in silver nor in the quarantine: repeats of a key, of which the newest was kept. */
export function countDuplicates(
  session: Session,
  tables: readonly TableVersion[],
): Promise<CheckResult[]> {
  const stored = new Map(tables.map(({ table, rows }) => [table, rows]))
  return Promise.all(
    CANONICAL_TABLES.map(async (bronze) => {
      const { name, table } = bronze
      const arrived = (stored.get(name) ?? 0n) + (await countStreamed(session, bronze))
      const kept = [`silver.${table}`, `quarantine.${table}`].map((each) => stored.get(each) ?? 0n)
      return {
        table: `silver.${table}`,
        rule: 'duplicate',
        severity: 'warn',
        checked: arrived,
        failed: kept.reduce((left, rows) => left - rows, arrived),
      }
    }),
  )
}

async function countStreamed(
  { engine, relation, signal }: Session,
  bronze: CanonicalContract,
): Promise<bigint> {
  const [, stream] = arrivalsOf(bronze)
  if (stream === undefined) return 0n
  await (await relation(stream)).open()
  const [row] = await engine.rows(text(`select count(*) as streamed from ${stream}`), { signal })
  return BigInt(numberOf(row!, 'streamed'))
}
