import type { RowOf } from '../contracts/contract.ts'
import { segments as contract } from '../contracts/gold/segments.ts'
import { sql, text } from '../sql.ts'
import { CUSTOMERS, type CustomerFilter, customerCondition } from './customers.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `gold.segments`, or the same of some customers. */
export type SegmentSummary = RowOf<typeof contract>

const read = rowReader(contract)

/** All segments that there are, in no order. Shares are of the customers that fit. */
export async function segmentSummaries(
  reader: Reader,
  where: CustomerFilter | null | undefined,
): Promise<SegmentSummary[]> {
  const statement = where ? ofCustomers(reader, where) : sql`select * from gold.segments`
  return (await reader.rows(statement)).map(read)
}

function ofCustomers(reader: Reader, where: CustomerFilter) {
  return sql`
    with chosen as (
      select customer_analytics.* from ${text(CUSTOMERS)} where ${customerCondition(where, reader)}
    ),
    totals as (select count(*) as customers, sum(revenue) as revenue from chosen),
    summed as (
      select segment, count(*) as customers, sum(revenue) as revenue, avg(clv) as average_clv,
        avg(recency_days) as average_recency_days
      from chosen group by segment
    )
    select segments.segment,
      coalesce(summed.customers, 0) as customers,
      cast(coalesce(summed.customers, 0) as double) / nullif(totals.customers, 0) as share,
      cast(coalesce(summed.revenue, 0) as decimal(18, 4)) as revenue,
      cast(coalesce(summed.revenue, 0) as double) / nullif(cast(totals.revenue as double), 0) as revenue_share,
      summed.average_clv,
      summed.average_recency_days
    from gold.segments
    cross join totals
    left join summed on summed.segment = segments.segment`
}
