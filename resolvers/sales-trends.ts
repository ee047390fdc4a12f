import type { DayRange } from '../lakehouse/serving/predicates.ts'
import { type SalesTrend, salesTrends } from '../lakehouse/serving/sales-trends.ts'
import { badInput } from './refusal.ts'
import { forward, within } from './bounds.ts'
import type { Context } from './context.ts'

const WINDOW_MAX = 500
const PERIODS_MAX = 10_000

export interface TrendsArguments {
  readonly grain: string
  readonly range?: DayRange | null | undefined
  readonly window: number
}

/** Errors: `BAD_USER_INPUT` for more periods than may be asked for at once. */
export async function trends(
  { grain, range, window }: TrendsArguments,
  { reader }: Context,
): Promise<SalesTrend[]> {
  const { rows, total } = await salesTrends(reader, {
    grain,
    range: forward(range),
    window: within('window', window, WINDOW_MAX),
    limit: PERIODS_MAX,
  })
  if (total > PERIODS_MAX)
    throw badInput(`${total} periods fit, more than ${PERIODS_MAX}; narrow the range`)
  return rows
}
