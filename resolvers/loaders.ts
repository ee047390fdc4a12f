import DataLoader from 'dataloader'
import { categoriesByIds } from '../lakehouse/serving/categories.ts'
import { customerAnalyticsByIds } from '../lakehouse/serving/customer-analytics.ts'
import { customers } from '../lakehouse/serving/customers.ts'
import { itemsByOrders } from '../lakehouse/serving/order-items.ts'
import { orders } from '../lakehouse/serving/orders.ts'
import { productPerformanceByIds } from '../lakehouse/serving/product-performance.ts'
import { products } from '../lakehouse/serving/products.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import { storesByIds } from '../lakehouse/serving/stores.ts'
import { customerOrderCounts, customerOrders } from './customer-orders.ts'

type ByKeys<T> = (reader: Reader, keys: readonly string[]) => Promise<T[]>

/** Each gathers the keys of one tick into one statement. They live for one request: its caller, its publication. */
export function createLoaders(reader: Reader) {
  const loader = <T>(byKeys: ByKeys<T>) =>
    new DataLoader((keys: readonly string[]) => byKeys(reader, keys))
  return {
    customer: loader(customers.byIds),
    customerAnalytics: loader(customerAnalyticsByIds),
    customerOrders: customerOrders(reader),
    customerOrderCounts: customerOrderCounts(reader),
    product: loader(products.byIds),
    productPerformance: loader(productPerformanceByIds),
    category: loader(categoriesByIds),
    store: loader(storesByIds),
    order: loader(orders.byIds),
    orderItems: loader(itemsByOrders),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
