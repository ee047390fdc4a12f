import { type CategoryActivity, categoryActivity } from '../lakehouse/live/category-activity.ts'
import { type FunnelAsked, type FunnelStep, funnel } from '../lakehouse/live/funnel.ts'
import type { LiveReader } from '../lakehouse/live/live-reader.ts'
import { type ProductActivity, mostViewed } from '../lakehouse/live/most-viewed.ts'
import { openPeriod } from '../lakehouse/live/open-period.ts'
import { type HourStore, salesByHour } from '../lakehouse/live/sales-by-hour.ts'
import {
  type LiveDimension,
  type LiveMinute,
  salesPerMinute,
} from '../lakehouse/live/sales-per-minute.ts'
import { type SourceComparison, sourceComparison } from '../lakehouse/live/source-comparison.ts'
import type { Published } from '../lakehouse/publications.ts'
import type { DayRange } from '../lakehouse/serving/predicates.ts'
import type { SalesTotals } from '../lakehouse/serving/sales-totals.ts'
import { ROWS_MAX, forward, listSize, within } from './bounds.ts'
import type { Context } from './context.ts'
import { found } from './found.ts'
import { badInput } from './refusal.ts'
import { DAY_MS } from '../lakehouse/durations.ts'

const MINUTES_MAX = 1440
/** Periods of one comparison: 31 days of hours, almost three years of days. */
const DAYS_MAX = { HOUR: 31, DAY: 1000 }

export interface MinutesArguments {
  readonly minutes: number
  readonly by?: LiveDimension | null | undefined
  readonly value?: string | null | undefined
}

/** Errors: `BAD_USER_INPUT` for minutes out of bounds, a dimension without a value and a value without one. */
export async function minutes(
  live: LiveReader,
  { minutes: count, by, value }: MinutesArguments,
): Promise<LiveMinute[]> {
  const isOf = isGiven(by) && isGiven(value)
  if (!isOf && (isGiven(by) || isGiven(value)))
    throw badInput('by and value go together: which dimension, and which of its values')
  return salesPerMinute(live, {
    minutes: minuteCount(count),
    of: isOf ? { by, value } : undefined,
  })
}

/** Errors: `BAD_USER_INPUT` for minutes out of bounds, and for more rows than an answer may have. */
export async function activity(
  live: LiveReader,
  { minutes: count }: { readonly minutes: number },
): Promise<CategoryActivity[]> {
  const asked = { minutes: minuteCount(count), limit: ROWS_MAX + 1 }
  return notTooMany(await categoryActivity(live, asked), 'ask for fewer minutes')
}

export async function viewedMost(live: LiveReader, first: number): Promise<ProductActivity[]> {
  return mostViewed(live, { limit: listSize(first) })
}

/** Errors: `BAD_USER_INPUT` for a reversed range, and for more rows than an answer may have. */
export async function hours(
  live: LiveReader,
  range: DayRange | null | undefined,
  { reader }: Pick<Context, 'reader'>,
): Promise<HourStore[]> {
  const rows = await salesByHour(live, {
    range: forward(range) ?? null,
    timezone: reader.publication.businessTimezone,
    limit: ROWS_MAX + 1,
  })
  return notTooMany(rows, 'narrow the range')
}

/** Errors: `BAD_USER_INPUT` for minutes out of bounds. */
export async function steps(
  live: LiveReader,
  { minutes: count, byCategory }: FunnelAsked,
): Promise<FunnelStep[]> {
  return funnel(live, { minutes: minuteCount(count), byCategory })
}

/** The running period of the current publication, whichever the request reads. */
export async function running(
  live: LiveReader,
  grain: string,
  context: Context,
): Promise<SalesTotals> {
  const publication = await currentPublication(context)
  return openPeriod(live, {
    grain,
    publication,
    isSimulatedSold: context.lake.isSimulatedSold(publication),
  })
}

export interface ComparisonArguments {
  readonly grain: 'HOUR' | 'DAY'
  readonly range?: DayRange | null | undefined
}

/** Errors: `BAD_USER_INPUT` for a reversed range, and for one with too many periods. */
export async function comparison(
  { grain, range }: ComparisonArguments,
  context: Context,
): Promise<SourceComparison[]> {
  const asked = forward(range) ?? null
  const live = await context.live()
  const { watermark } = live.moment.state
  if (asked?.from) requireFew(grain, { from: asked.from, to: asked.to ?? watermark ?? asked.from })
  if (watermark === null) return []
  const publication = await currentPublication(context)
  return sourceComparison(live, { grain, range: asked, publication })
}

/** Periods of days, or up to an instant. */
function requireFew(
  grain: ComparisonArguments['grain'],
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const days = Math.ceil((Date.parse(to) - Date.parse(from)) / DAY_MS)
  if (days > DAYS_MAX[grain])
    throw badInput(
      `the range has ${days} days: ${DAYS_MAX[grain]} are compared by ${grain} at most`,
    )
}

/** What new requests read: live figures are added to it, whichever publication a request names. */
async function currentPublication({ lake, reader }: Context): Promise<Published> {
  const current = lake.publications.all().find(({ publicationId }) => lake.isCurrent(publicationId))
  const { publicationId } = reader.publication
  return current ?? found((await lake.publications.find(publicationId)) ?? null, publicationId)
}

const minuteCount = (count: number) => within('minutes', count, MINUTES_MAX)

function notTooMany<T>(rows: T[], advice: string): T[] {
  if (rows.length <= ROWS_MAX) return rows
  throw badInput(`more than ${ROWS_MAX} rows fit: ${advice}`)
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}
