import type { RowOf } from '../contracts/contract.ts'
import { productPerformance as contract } from '../contracts/gold/product-performance.ts'
import { lookup } from './lookup.ts'

/** One row of `gold.product_performance`. */
export type ProductPerformance = RowOf<typeof contract>

export const productPerformanceByIds = lookup(contract, 'product_id')
