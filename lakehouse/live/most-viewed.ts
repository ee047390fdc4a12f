import { productActivity as contract } from '../contracts/live/product-activity.ts'
import type { Row } from '../engines/engine.ts'
import { bigintCell, stringCell } from '../serving/cells.ts'
import { sql } from '../sql.ts'
import { inSpan, split } from './closed.ts'
import { COUNTS, eventsWithin } from './event-counts.ts'
import { liveQuestion } from './live-question.ts'
import { lastMinutes } from './span.ts'

/** What happened to one product within the last hour. */
export interface ProductActivity {
  readonly productId: string
  readonly views: bigint
  readonly adds: bigint
  readonly purchases: bigint
}

const MINUTES = 60

/** The products that were viewed most in the last hour, those with equal views by id; none before the first event. */
export const mostViewed = liveQuestion(
  async (tables, { limit }: { readonly limit: number }): Promise<ProductActivity[]> => {
    const span = lastMinutes(tables.state, MINUTES)
    if (!span) return []
    const { closed, open } = split(span, tables.closedTo(contract))
    const figures = await tables.table(contract, { within: { column: 'minute', ...closed } })
    const rows = await tables.rows(sql`
      with counted as (
        select product_id, views, adds, purchases from ${figures} as closed where ${inSpan('minute', closed)}
        union all by name
        select product_id, ${COUNTS} from ${await eventsWithin(tables, open)}
        where product_id is not null group by product_id
      )
      select product_id, cast(sum(views) as bigint) as views, cast(sum(adds) as bigint) as adds,
        cast(sum(purchases) as bigint) as purchases
      from counted
      group by product_id having sum(views) > 0 order by views desc, product_id limit ${limit}`)
    return rows.map(activityOf)
  },
)

function activityOf(row: Row): ProductActivity {
  return {
    productId: stringCell(row, 'product_id'),
    views: bigintCell(row, 'views'),
    adds: bigintCell(row, 'adds'),
    purchases: bigintCell(row, 'purchases'),
  }
}
