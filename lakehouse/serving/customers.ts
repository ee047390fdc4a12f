import type { RowOf } from '../contracts/contract.ts'
import { customers as contract } from '../contracts/silver/customers.ts'
import { type Sql, sql } from '../sql.ts'
import { collection } from './collection.ts'
import type { SortColumn } from './keyset.ts'
import {
  type DayRange,
  type IntFilter,
  type RangeFilter,
  type StringFilter,
  dayWithin,
  decimalWithin,
  intWithin,
  is,
  matches,
  mentions,
  oneOf,
} from './predicates.ts'
import { ratioWithin } from './ratio-filter.ts'
import type { Reader } from './reader.ts'
import { joined } from './selection.ts'
import { type Where, condition } from './where.ts'

/** One row of `silver.customers`. */
export type Customer = RowOf<typeof contract>

export interface CustomerFilter extends Where<CustomerFilter> {
  readonly segment?: readonly string[] | null | undefined
  /** As the source spells it. */
  readonly country?: StringFilter | null | undefined
  readonly countryCode?: StringFilter | null | undefined
  readonly city?: StringFilter | null | undefined
  readonly clv?: RangeFilter<string> | null | undefined
  readonly revenue?: RangeFilter<string> | null | undefined
  readonly orders?: IntFilter | null | undefined
  readonly recencyDays?: IntFilter | null | undefined
  readonly registered?: DayRange | null | undefined
  readonly isActive?: boolean | null | undefined
  /** In name or e-mail. */
  readonly search?: string | null | undefined
}

export const CUSTOMER_SORTS = [
  'CLV',
  'REVENUE',
  'ORDERS',
  'PROFIT',
  'RECENCY_DAYS',
  'REGISTERED_AT',
] as const
export type CustomerSort = (typeof CUSTOMER_SORTS)[number]

const FIGURES = 'gold.customer_analytics'

/** Customers with their figures: one row a customer. */
export const CUSTOMERS = joined(contract.name, FIGURES)

const SORTS: Readonly<Record<CustomerSort, SortColumn>> = {
  CLV: { column: 'customer_analytics.clv', type: 'double' },
  REVENUE: { column: 'customer_analytics.revenue', type: 'decimal' },
  ORDERS: { column: 'customer_analytics.orders', type: 'bigint' },
  PROFIT: { column: 'customer_analytics.profit', type: 'decimal' },
  RECENCY_DAYS: { column: 'customer_analytics.recency_days', type: 'integer' },
  REGISTERED_AT: { column: 'customers.registered_at', type: 'timestamp' },
}

export const customers = collection({
  contract,
  id: 'customer_id',
  figures: FIGURES,
  sorts: SORTS,
  condition: customerCondition,
})

/** Holds for rows of `CUSTOMERS`. */
export function customerCondition(
  filter: CustomerFilter | null | undefined,
  { publication }: Pick<Reader, 'publication'>,
): Sql {
  const registeredOn = sql`cast(timezone(${publication.businessTimezone}, customers.registered_at) as date)`
  return condition<CustomerFilter>(filter, (where) => [
    ...oneOf('customer_analytics.segment', where.segment),
    ...matches('customers.country', where.country),
    ...matches('customers.country_code', where.countryCode),
    ...matches('customers.city', where.city),
    ...ratioWithin('customer_analytics.clv', where.clv),
    ...decimalWithin('customer_analytics.revenue', where.revenue),
    ...intWithin('customer_analytics.orders', where.orders),
    ...intWithin('customer_analytics.recency_days', where.recencyDays),
    ...dayWithin(registeredOn, where.registered),
    ...is('customers.is_active', where.isActive),
    ...mentions(['customers.name', 'customers.email'], where.search),
  ])
}
