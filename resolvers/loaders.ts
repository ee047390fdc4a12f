import DataLoader from 'dataloader'
import { categoriesByIds, childrenOfCategories } from '../lakehouse/serving/categories.ts'
import { customerAnalyticsByIds } from '../lakehouse/serving/customer-analytics.ts'
import { customers } from '../lakehouse/serving/customers.ts'
import { itemsByOrders } from '../lakehouse/serving/order-items.ts'
import { orders, ordersOfCustomers } from '../lakehouse/serving/orders.ts'
import { productPerformanceByIds } from '../lakehouse/serving/product-performance.ts'
import { periodsByProducts } from '../lakehouse/serving/product-periods.ts'
import { products, productsOfCategories } from '../lakehouse/serving/products.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import { recommendationsForCustomers } from '../lakehouse/serving/recommendations.ts'
import { reviews, reviewsOfCustomers, reviewsOfProducts } from '../lakehouse/serving/reviews.ts'
import { metricsByKeys } from '../lakehouse/serving/sales-metrics.ts'
import { similarToProducts } from '../lakehouse/serving/similar-products.ts'
import { storesByIds } from '../lakehouse/serving/stores.ts'
import { childPages } from './children.ts'
import { grouped } from './grouped.ts'
import { ORDERS, PRODUCTS, REVIEWS } from './nouns.ts'

type ByKeys<T> = (reader: Reader, keys: readonly string[]) => Promise<T[]>
type ByParents<P, A, T> = (reader: Reader, parents: readonly P[], asked: A) => Promise<T[]>

/** Each gathers the keys of one tick into one statement. They live for one request: its caller, its publication. */
export function createLoaders(reader: Reader) {
  const loader = <T>(byKeys: ByKeys<T>) =>
    new DataLoader((keys: readonly string[]) => byKeys(reader, keys))
  const parents = <P, A, T>(byParents: ByParents<P, A, T>) =>
    grouped<P, A, T>((keys, asked) => byParents(reader, keys, asked))
  return {
    customer: loader(customers.byIds),
    customerAnalytics: loader(customerAnalyticsByIds),
    customerOrders: childPages(reader, ordersOfCustomers, ORDERS),
    customerReviews: childPages(reader, reviewsOfCustomers, REVIEWS),
    customerRecommendations: parents(recommendationsForCustomers),
    product: loader(products.byIds),
    productPerformance: loader(productPerformanceByIds),
    productPeriods: parents(periodsByProducts),
    productReviews: childPages(reader, reviewsOfProducts, REVIEWS),
    similarProducts: parents(similarToProducts),
    category: loader(categoriesByIds),
    categoryChildren: loader(childrenOfCategories),
    categoryProducts: childPages(reader, productsOfCategories, PRODUCTS),
    metrics: parents(metricsByKeys),
    store: loader(storesByIds),
    order: loader(orders.byIds),
    orderItems: loader(itemsByOrders),
    review: loader(reviews.byIds),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
