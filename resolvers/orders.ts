import {
  type Order,
  type OrderFilter,
  type OrderSort,
  orders,
} from '../lakehouse/serving/orders.ts'
import type { Connection } from './connection.ts'
import type { Context } from './context.ts'
import { type Pages, type PagesArguments, pageOf, pagesOf } from './pages.ts'

/** The latest first unless another order is asked for. */
export const ORDERS: Pick<Pages<Order, OrderFilter, OrderSort>, 'noun' | 'orderBy'> = {
  noun: 'orders',
  orderBy: [{ by: 'ORDERED_AT', direction: 'DESC' }],
}

export function orderPage(
  args: PagesArguments<OrderFilter, OrderSort>,
  { reader }: Context,
): Promise<Connection<Order>> {
  return pageOf(pagesOf(reader, orders, ORDERS), args)
}
