import type { RowOf } from '../contracts/contract.ts'
import { seasonality as contract } from '../contracts/gold/seasonality.ts'
import { tableOf } from './table.ts'

/** One row of `gold.seasonality`. */
export type QuarterSeason = RowOf<typeof contract>

export const seasonality = tableOf(contract, 'year, quarter')
