import { type Sql, sql, text } from '../sql.ts'
import {
  type DayRange,
  type StringFilter,
  all,
  dayWithin,
  keyMatches,
  oneOf,
} from './predicates.ts'

/** Lines for which all of it holds. */
export interface SalesFilter {
  /** The category's path, and its first name. */
  readonly category?: StringFilter | null | undefined
  readonly rootCategory?: StringFilter | null | undefined
  readonly brand?: StringFilter | null | undefined
  readonly productId?: StringFilter | null | undefined
  readonly channel?: StringFilter | null | undefined
  readonly storeId?: StringFilter | null | undefined
  /** ISO code, else the spelling. */
  readonly country?: StringFilter | null | undefined
  readonly region?: StringFilter | null | undefined
  readonly city?: StringFilter | null | undefined
  readonly paymentMethod?: StringFilter | null | undefined
  readonly segment?: readonly string[] | null | undefined
}

export interface SalesScope {
  /** Local days of the order. */
  readonly range?: DayRange | null | undefined
  readonly where?: SalesFilter | null | undefined
}

/** A condition on `gold.sale_lines`. */
export function linesWithin({ range, where }: SalesScope): Sql {
  return all([
    ...dayWithin(text('sale_lines.local_date'), range),
    ...keyMatches('sale_lines.category_path', where?.category),
    ...keyMatches('sale_lines.root_category', where?.rootCategory),
    ...keyMatches('sale_lines.brand', where?.brand),
    ...keyMatches('sale_lines.product_id', where?.productId),
    ...keyMatches('sale_lines.channel', where?.channel),
    ...keyMatches('sale_lines.store_id', where?.storeId),
    ...keyMatches('sale_lines.country', where?.country),
    ...keyMatches('sale_lines.region', where?.region),
    ...keyMatches('sale_lines.city', where?.city),
    ...keyMatches('sale_lines.payment_method', where?.paymentMethod),
    ...ofSegments(where?.segment),
  ])
}

function ofSegments(segments: readonly string[] | null | undefined): Sql[] {
  const chosen = oneOf('segment', segments)
  if (chosen.length === 0) return []
  return [
    sql`sale_lines.customer_id in (select customer_id from gold.customer_analytics where ${all(chosen)})`,
  ]
}
