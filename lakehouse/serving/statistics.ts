import type { RowOf } from '../contracts/contract.ts'
import { correlations as correlationsContract } from '../contracts/gold/correlations.ts'
import { statistics as statisticsContract } from '../contracts/gold/statistics.ts'
import { tableOf } from './table.ts'

export type MeasureStatistics = RowOf<typeof statisticsContract>
export type Correlation = RowOf<typeof correlationsContract>

const MEASURES = ['order_value', 'items', 'discount', 'delivery_days', 'rating']
const CORRELATED = [
  'unit_price',
  'discount_percent',
  'quantity',
  'profit',
  'delivery_days',
  'rating',
]

export const measureStatistics = tableOf(statisticsContract, placeIn(MEASURES, 'measure'))

export const correlations = tableOf(
  correlationsContract,
  `${placeIn(CORRELATED, 'x')}, ${placeIn(CORRELATED, 'y')}`,
)

/** SQL that orders rows by words of our own. */
function placeIn(words: readonly string[], column: string): string {
  return `list_position(['${words.join(`', '`)}'], ${column})`
}
