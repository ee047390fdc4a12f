import type { RowOf } from '../contracts/contract.ts'
import { orders as contract } from '../contracts/silver/orders.ts'
import { type Sql, sql, text } from '../sql.ts'
import { bigintCell } from './cells.ts'
import { type Asked, collection } from './collection.ts'
import {
  type Page,
  type Slice,
  type SortColumn,
  between,
  cut,
  ordering,
  keyColumns,
  placed,
} from './keyset.ts'
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
import type { Reader } from './reader.ts'
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
})

/**
 * The same page of orders for many customers, in one statement.
 *
 * Shape: one page a customer, in their order. Forward only.
 */
export async function ordersByCustomers(
  reader: Reader,
  customerIds: readonly string[],
  { slice, ...asked }: Asked<OrderFilter, OrderSort> & { readonly slice: Slice },
): Promise<Page<Order>[]> {
  const keys = orders.order(asked.orderBy)
  const fitting = sql`
    select orders.*, ${keyColumns(keys)} from silver.orders
    where ${ofCustomers(customerIds)} and ${orderCondition(asked.where)} and ${between(keys, slice)}
    qualify row_number() over (partition by orders.customer_id order by ${ordering(keys, false)}) <= ${slice.size + 1}`
  const rows = await reader.rows(placed(fitting, keys))
  const byCustomer = Map.groupBy(orders.withPlaces(rows, keys), ({ row }) => row.customerId)
  return customerIds.map((id) => cut(byCustomer.get(id) ?? [], slice))
}

/** How many orders fit, for many customers in one statement; in the customers' order. */
export async function countOrdersByCustomers(
  reader: Reader,
  customerIds: readonly string[],
  where: OrderFilter | null | undefined,
): Promise<number[]> {
  const rows = await reader.rows(sql`
    select orders.customer_id, count(*) as orders from silver.orders
    where ${ofCustomers(customerIds)} and ${orderCondition(where)} group by orders.customer_id`)
  const byCustomer = new Map(
    rows.map((row) => [row.customer_id, Number(bigintCell(row, 'orders'))]),
  )
  return customerIds.map((id) => byCustomer.get(id) ?? 0)
}

const ofCustomers = (ids: readonly string[]) => sql`orders.customer_id in (select unnest(${ids}))`

function orderCondition(filter: OrderFilter | null | undefined): Sql {
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
