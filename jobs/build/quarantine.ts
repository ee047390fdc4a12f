import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { quoteName } from '../../lakehouse/sql.ts'

/**
 * The raw rows that a judgement refuses, with rule and reason.
 *
 * A judged row finds its raw row by its origin; one record of a wide file may have given several, so by the first column of its key too.
 */
export function quarantineSelect(bronze: CanonicalContract, judged: string): string {
  const key = quoteName(bronze.entityKey[0]!)
  return `
    with
    refused as (
      select _source, _line, _ingested_at, ${key}, min(_rule) as _rule, min(_reason) as _reason
      from ${judged}
      where _rule is not null
      group by _source, _line, _ingested_at, ${key}
    )

    select bronze.*, refused._rule, refused._reason
    from ${bronze.name} as bronze
    inner join refused
      on bronze._source = refused._source
      and bronze._line = refused._line
      and bronze._ingested_at = refused._ingested_at
      and coalesce(trim(bronze.${key}), '') = coalesce(refused.${key}, '')`
}
