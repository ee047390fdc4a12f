import { type CohortCell, cohorts } from '../lakehouse/serving/cohorts.ts'
import { type Days, addDays, daysBefore, yearBefore } from '../lakehouse/serving/day.ts'
import type { DayRange } from '../lakehouse/serving/predicates.ts'
import { type SalesMetric, salesMetrics } from '../lakehouse/serving/sales-metrics.ts'
import { type SalesTotals, salesTotals, shopDays } from '../lakehouse/serving/sales-summary.ts'
import { badInput } from './bad-input.ts'
import { forward, within } from './bounds.ts'
import type { Context } from './context.ts'

const METRICS_MAX = 10_000
const VALUES_MAX = 500
const MONTHS_MAX = 60

export interface SalesMetricsArguments {
  readonly grain: string
  readonly range?: DayRange | null | undefined
  readonly dimension?: string | null | undefined
  readonly values?: readonly string[] | null | undefined
  readonly first: number
}

/** Errors: `BAD_USER_INPUT` for more rows than `first`, and for arguments that do not go together. */
export async function metrics(
  args: SalesMetricsArguments,
  { reader }: Context,
): Promise<SalesMetric[]> {
  const limit = within('first', args.first, METRICS_MAX)
  const values = args.values ?? null
  if (values && !args.dimension) throw badInput('values need a dimension')
  if (values && values.length > VALUES_MAX)
    throw badInput(`values may list ${VALUES_MAX}, not ${values.length}`)
  const range = forward(args.range)
  const dimension = args.dimension ?? 'TOTAL'
  const { rows, total } = await salesMetrics(reader, {
    grain: args.grain,
    range,
    dimension,
    values,
    limit,
  })
  if (total > limit)
    throw badInput(`${total} rows fit, more than first: ${limit}; narrow the range or raise first`)
  return rows
}

/** A range, the one before it and the same dates a year earlier. */
export interface SalesSummary {
  readonly range: Days
  readonly current: SalesTotals
  readonly previous: SalesTotals
  /** Null where the shop had no day of it. */
  readonly yearAgo: SalesTotals | null
}

export async function summary(
  asked: DayRange | null | undefined,
  { reader }: Context,
): Promise<SalesSummary> {
  const given = forward(asked)
  const shop = (await shopDays(reader)) ?? dayOf(reader.publication.asOf)
  const range = completed(given, shop)
  const earlier = yearBefore(range)
  const [current, previous, yearAgo] = await salesTotals(reader, [
    range,
    daysBefore(range),
    earlier,
  ])
  const isInside = earlier.from < shop.to && earlier.to > shop.from
  return { range, current: current!, previous: previous!, yearAgo: isInside ? yearAgo! : null }
}

export interface CohortsArguments {
  readonly basis: string
  readonly range?: DayRange | null | undefined
  readonly months: number
}

/** The cells of each cohort, from its first month. */
export function cohortMatrix(
  { basis, range, months }: CohortsArguments,
  { reader }: Context,
): Promise<CohortCell[][]> {
  return cohorts(reader, {
    basis,
    range: forward(range),
    months: within('months', months, MONTHS_MAX),
  })
}

/** An end that is not given is the shop's; the range never ends before it starts. */
function completed(asked: DayRange | null | undefined, shop: Days): Days {
  const from = asked?.from ?? (asked?.to && asked.to < shop.from ? asked.to : shop.from)
  const to = asked?.to ?? (from > shop.to ? from : shop.to)
  return { from, to }
}

function dayOf(instant: string): Days {
  const from = instant.slice(0, 10)
  return { from, to: addDays(from, 1) }
}
