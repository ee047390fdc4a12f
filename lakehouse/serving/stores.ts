import type { RowOf } from '../contracts/contract.ts'
import { stores as contract } from '../contracts/silver/stores.ts'
import { lookup } from './lookup.ts'
import { tableOf } from './table.ts'

/** One row of `silver.stores`. */
export type Store = RowOf<typeof contract>

export const storesByIds = lookup(contract, 'store_id')
export const allStores = tableOf(contract, 'store_id')
