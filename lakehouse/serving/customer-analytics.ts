import type { RowOf } from '../contracts/contract.ts'
import { customerAnalytics as contract } from '../contracts/gold/customer-analytics.ts'
import { lookup } from './lookup.ts'

/** One row of `gold.customer_analytics`. */
export type CustomerAnalytics = RowOf<typeof contract>

export const customerAnalyticsByIds = lookup(contract, 'customer_id')
