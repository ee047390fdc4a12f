import type { DayRange } from '../lakehouse/serving/predicates.ts'
import {
  type MetricKey,
  type MetricsScope,
  type SalesMetric,
  salesMetrics,
} from '../lakehouse/serving/sales-metrics.ts'
import { badInput } from './refusal.ts'
import { forward, listed, rowCount } from './bounds.ts'
import type { Context } from './context.ts'

export interface MetricsArguments {
  readonly grain: string
  readonly range?: DayRange | null | undefined
  readonly dimension?: string | null | undefined
  readonly values?: readonly string[] | null | undefined
}

export interface SalesMetricsArguments extends MetricsArguments {
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
  const { properties } = args
  const { rows, total } = await salesMetrics(reader, { ...metricsScope(args), limit, properties })
  if (total > limit)
    throw badInput(`${total} rows fit, more than first: ${limit}; narrow the range or raise first`)
  return rows
}

/** Errors: `BAD_USER_INPUT` for arguments that do not go together. */
export function metricsScope({ grain, range, dimension, values }: MetricsArguments): MetricsScope {
  if (values && !dimension) throw badInput('values need a dimension')
  return {
    grain,
    range: forward(range),
    dimension: dimension ?? 'TOTAL',
    values: values ? listed('values', values) : null,
  }
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
