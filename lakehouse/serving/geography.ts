import type { RowOf } from '../contracts/contract.ts'
import { geography as contract } from '../contracts/gold/geography.ts'
import { sql } from '../sql.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `gold.geography`. */
export type GeoMetric = RowOf<typeof contract>

const read = rowReader(contract)

/** Places of one level, by revenue, the highest first; equals by name. */
export async function geography(
  reader: Reader,
  { level, limit }: { readonly level: string; readonly limit: number },
): Promise<GeoMetric[]> {
  const rows = await reader.rows(sql`
    select * from gold.geography where level = ${level}
    order by revenue desc, country, region, city limit ${BigInt(limit)}`)
  return rows.map(read)
}
