import type { RowOf } from '../contracts/contract.ts'
import { orders as contract } from '../contracts/silver/orders.ts'
import { type Sql, text } from '../sql.ts'
import { collection } from './collection.ts'
import type { SortColumn } from './keyset.ts'
import {
  type DayRange,
  type RangeFilter,
  type StringFilter,
  dayWithin,
  decimalWithin,
  is,
  matches,
  oneOf,
} from './predicates.ts'
import { type Where, condition } from './where.ts'

/** One row of `silver.orders`. */
export type Order = RowOf<typeof contract>

export interface OrderFilter extends Where<OrderFilter> {
  readonly ordered?: DayRange | null | undefined
  readonly status?: readonly string[] | null | undefined
  readonly paymentStatus?: readonly string[] | null | undefined
  readonly paymentMethod?: StringFilter | null | undefined
  readonly channel?: StringFilter | null | undefined
  readonly storeId?: StringFilter | null | undefined
  /** ISO code, else the spelling. */
  readonly country?: StringFilter | null | undefined
  readonly region?: StringFilter | null | undefined
  readonly city?: StringFilter | null | undefined
  readonly total?: RangeFilter<string> | null | undefined
  readonly customerId?: string | null | undefined
  readonly isSale?: boolean | null | undefined
}

export const ORDER_SORTS = ['ORDERED_AT', 'TOTAL'] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

const SORTS: Readonly<Record<OrderSort, SortColumn>> = {
  ORDERED_AT: { column: 'orders.order_date', type: 'timestamp' },
  TOTAL: { column: 'orders.total_amount', type: 'decimal' },
}

export const orders = collection({
  contract,
  id: 'order_id',
  sorts: SORTS,
  condition: orderCondition,
  isLarge: true,
})

export const ordersOfCustomers = orders.ofParents('customer_id')

/** Holds for rows of `silver.orders`. */
export function orderCondition(filter: OrderFilter | null | undefined): Sql {
  return condition<OrderFilter>(filter, (where) => [
    ...dayWithin(text('orders.local_date'), where.ordered),
    ...oneOf('orders.status', where.status),
    ...oneOf('orders.payment_status', where.paymentStatus),
    ...matches('orders.payment_method', where.paymentMethod),
    ...matches('orders.channel', where.channel),
    ...matches('orders.store_id', where.storeId),
    ...matches('orders.country', where.country),
    ...matches('orders.region', where.region),
    ...matches('orders.city', where.city),
    ...decimalWithin('orders.total_amount', where.total),
    ...matches('orders.customer_id', { eq: where.customerId }),
    ...is('orders.is_sale', where.isSale),
  ])
}
