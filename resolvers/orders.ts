import {
  type Order,
  type OrderFilter,
  type OrderSort,
  orders,
} from '../lakehouse/serving/orders.ts'
import type { Connection } from './connection.ts'
import type { Context } from './context.ts'
import { ORDERS } from './nouns.ts'
import { type PagesArguments, pageOf, pagesOf } from './pages.ts'

export function orderPage(
  args: PagesArguments<OrderFilter, OrderSort>,
  { reader }: Context,
): Promise<Connection<Order>> {
  return pageOf(pagesOf(reader, orders, ORDERS), args)
}
