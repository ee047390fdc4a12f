import type { RowOf } from '../contracts/contract.ts'
import { orderItems as contract } from '../contracts/silver/order-items.ts'
import { sql } from '../sql.ts'
import { among } from './predicates.ts'
import type { Reader } from './reader.ts'
import { rowReader } from './row.ts'

/** One row of `silver.order_items`. */
export type OrderItem = RowOf<typeof contract>

const read = rowReader(contract)

/**
 * The lines of many orders in one statement.
 *
 * Shape: one array an order, in the orders' order, each by line id; an order without items gives `[]`.
 */
export async function itemsByOrders(
  reader: Reader,
  orderIds: readonly string[],
): Promise<OrderItem[][]> {
  const rows = await reader.rows(sql`
    select * from silver.order_items where ${among('order_id', orderIds)} order by order_item_id`)
  const byOrder = Map.groupBy(rows.map(read), (item) => item.orderId)
  return orderIds.map((id) => byOrder.get(id) ?? [])
}
