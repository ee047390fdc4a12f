import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import type { CallOptions, Engine } from '../../lakehouse/engines/engine.ts'
import { quoteName, text } from '../../lakehouse/sql.ts'
import { arrivalsOf } from './arrivals.ts'
import type { CheckResult } from './check.ts'

/**
 * The raw rows that a judgement refuses, with rule and reason; what gives them is open.
 *
 * A judged row finds its raw row by its origin; one record of a wide file may have given several, so by the first column of its key too.
 */
export function quarantineSelect(bronze: CanonicalContract, judged: string): string {
  const key = quoteName(bronze.entityKey[0]!)
  const columns = Object.keys(bronze.columns).join(', ')
  const arrived = arrivalsOf(bronze).map((relation) => `select ${columns} from ${relation}`)
  return `
    with
    arrived as (${arrived.join(' union all ')}),

    refused as (
      select _source, _line, _ingested_at, ${key}, min(_rule) as _rule, min(_reason) as _reason
      from ${judged}
      where _rule is not null
      group by _source, _line, _ingested_at, ${key}
    )

    select arrived.*, refused._rule, refused._reason
    from arrived
    inner join refused
      on arrived._source = refused._source
      and arrived._line = refused._line
      and arrived._ingested_at = refused._ingested_at
      and coalesce(trimmed(arrived.${key}), '') = coalesce(refused.${key}, '')`
}

/** How many rows each rule set aside, as results of checks. The table is open. */
export async function countQuarantined(
  engine: Engine,
  contract: Contract,
  options: CallOptions,
): Promise<CheckResult[]> {
  const rows = await engine.rows(
    text(`select _rule, count(*) as failed from ${contract.name} group by _rule order by _rule`),
    options,
  )
  return rows.map(({ _rule, failed }) => {
    if (typeof failed !== 'bigint') throw new Error(`${contract.name} counts ${String(failed)}`)
    const table = contract.name.replace('quarantine.', 'silver.')
    return { table, rule: String(_rule), severity: 'quarantine', checked: failed, failed }
  })
}
