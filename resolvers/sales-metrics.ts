import type { DayRange } from '../lakehouse/serving/predicates.ts'
import {
  type MetricKey,
  type SalesMetric,
  salesMetrics,
} from '../lakehouse/serving/sales-metrics.ts'
import { badInput } from './refusal.ts'
import { forward, listed, rowCount } from './bounds.ts'
import type { Context } from './context.ts'

export interface SalesMetricsArguments {
  readonly grain: string
  readonly range?: DayRange | null | undefined
  readonly dimension?: string | null | undefined
  readonly values?: readonly string[] | null | undefined
  readonly first: number
  /** Of rows that will be read. */
  readonly properties: readonly string[]
}

/** Errors: `BAD_USER_INPUT` for more rows than `first`, and for arguments that do not go together. */
export async function metrics(
  args: SalesMetricsArguments,
  { reader }: Context,
): Promise<SalesMetric[]> {
  const limit = rowCount(args.first)
  const values = args.values ? listed('values', args.values) : null
  if (values && !args.dimension) throw badInput('values need a dimension')
  const { rows, total } = await salesMetrics(reader, {
    grain: args.grain,
    range: forward(args.range),
    dimension: args.dimension ?? 'TOTAL',
    values,
    limit,
    properties: args.properties,
  })
  if (total > limit)
    throw badInput(`${total} rows fit, more than first: ${limit}; narrow the range or raise first`)
  return rows
}

export interface PeriodsArguments {
  readonly grain: string
  readonly range?: DayRange | null | undefined
}

/** Every period of one value of a dimension; values of one list are read in one statement. */
export function metricsOfValue(
  key: MetricKey,
  { grain, range }: PeriodsArguments,
  { loaders }: Context,
): Promise<SalesMetric[]> {
  return loaders.metrics.load({ parent: key, asked: { grain, range: forward(range) } })
}
