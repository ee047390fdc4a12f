import type { RowOf } from '../contracts/contract.ts'
import { categoryOperations } from '../contracts/gold/category-operations.ts'
import { inventoryHealth } from '../contracts/gold/inventory-health.ts'
import { orderOperations } from '../contracts/gold/order-operations.ts'
import { paymentMix } from '../contracts/gold/payment-mix.ts'
import { ratingTrend } from '../contracts/gold/rating-trend.ts'
import { statuses } from '../contracts/gold/statuses.ts'
import { tableOf, theRowOf } from './table.ts'

export type InventoryHealth = RowOf<typeof inventoryHealth>
export type OrderOperations = RowOf<typeof orderOperations>
export type CategoryOperations = RowOf<typeof categoryOperations>
export type PaymentShare = RowOf<typeof paymentMix>
export type StatusShare = RowOf<typeof statuses>
export type RatingMonth = RowOf<typeof ratingTrend>

export const inventory = theRowOf(inventoryHealth)
export const orderFacts = theRowOf(orderOperations)
export const operationsByCategory = tableOf(categoryOperations, 'category')
export const paymentShares = tableOf(paymentMix, 'orders desc, method')
/** Null, for orders of which the source says nothing, comes last. */
export const statusShares = tableOf(statuses, 'orders desc, status nulls last')
export const ratingMonths = tableOf(ratingTrend, 'month')
