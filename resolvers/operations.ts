import {
  type InventoryHealth,
  type OrderOperations,
  inventory,
  operationsByCategory,
  orderFacts,
  type CategoryOperations,
} from '../lakehouse/serving/operations.ts'
import { once } from '../lakehouse/once.ts'
import type { Context } from './context.ts'

/** How the shop runs; what several fields share is read once. */
export interface Operations {
  readonly inventory: () => Promise<InventoryHealth>
  readonly orders: () => Promise<OrderOperations>
  readonly categories: () => Promise<CategoryOperations[]>
}

export function operations({ reader }: Context): Operations {
  return {
    inventory: once(() => inventory(reader)),
    orders: once(() => orderFacts(reader)),
    categories: once(() => operationsByCategory(reader)),
  }
}
