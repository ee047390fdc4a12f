import DataLoader from 'dataloader'
import type { Asked } from '../lakehouse/serving/collection.ts'
import type { Page, Slice } from '../lakehouse/serving/keyset.ts'
import {
  type Order,
  type OrderFilter,
  type OrderSort,
  countOrdersByCustomers,
  ordersByCustomers,
} from '../lakehouse/serving/orders.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'

/** A page of one customer's orders. */
export interface CustomerOrdersKey extends Asked<OrderFilter, OrderSort> {
  readonly customerId: string
  readonly slice: Slice
}

export interface CustomerOrderCountKey {
  readonly customerId: string
  readonly where: OrderFilter | null
}

/** One statement for any number of customers that ask for the same page. */
export const customerOrders = (reader: Reader) =>
  grouped<CustomerOrdersKey, Page<Order>>((ids, asked) => ordersByCustomers(reader, ids, asked))

/** One statement for any number of customers with the same filter. */
export const customerOrderCounts = (reader: Reader) =>
  grouped<CustomerOrderCountKey, number>((ids, { where }) =>
    countOrdersByCustomers(reader, ids, where),
  )

function grouped<K extends { readonly customerId: string }, V>(
  load: (customerIds: readonly string[], asked: K) => Promise<V[]>,
): DataLoader<K, V, string> {
  return new DataLoader<K, V, string>(
    async (keys) => {
      const groups = [...Map.groupBy(keys, argumentsOf).values()]
      const loaded = new Map<K, V>()
      await Promise.all(
        groups.map(async (group) => {
          const values = await load(
            group.map(({ customerId }) => customerId),
            group[0]!,
          )
          group.forEach((key, i) => loaded.set(key, values[i]!))
        }),
      )
      return keys.map((key) => loaded.get(key)!)
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  )
}

function argumentsOf(key: { readonly customerId: string }): string {
  return JSON.stringify({ ...key, customerId: undefined })
}
