import { type Days, addDays, daysBefore, yearBefore } from '../lakehouse/serving/day.ts'
import type { DayRange } from '../lakehouse/serving/predicates.ts'
import { salesTotals, shopDays } from '../lakehouse/serving/sales-summary.ts'
import type { SalesTotals } from '../lakehouse/serving/sales-totals.ts'
import { forward } from './bounds.ts'
import type { Context } from './context.ts'

/** A range, the one before it and the same dates a year earlier. */
export interface SalesSummary {
  readonly range: Days
  /** What was asked for; null is all there is. */
  readonly asked: DayRange | null
  readonly current: SalesTotals
  readonly previous: SalesTotals
  /** Null where the shop had no day of it. */
  readonly yearAgo: SalesTotals | null
}

export async function summary(
  asked: DayRange | null | undefined,
  { reader }: Context,
): Promise<SalesSummary> {
  const given = forward(asked) ?? null
  const shop = (await shopDays(reader)) ?? dayOf(reader.publication.asOf)
  const range = completed(given, shop)
  const earlier = yearBefore(range)
  const [current, previous, yearAgo] = await salesTotals(reader, [
    range,
    daysBefore(range),
    earlier,
  ])
  const isInside = earlier.from < shop.to && earlier.to > shop.from
  return {
    range,
    asked: given,
    current: current!,
    previous: previous!,
    yearAgo: isInside ? yearAgo! : null,
  }
}

/** An end that is not given is the shop's; the range never ends before it starts. */
function completed(asked: DayRange | null, shop: Days): Days {
  const from = asked?.from ?? (asked?.to && asked.to < shop.from ? asked.to : shop.from)
  const to = asked?.to ?? (from > shop.to ? from : shop.to)
  return { from, to }
}

function dayOf(instant: string): Days {
  const from = instant.slice(0, 10)
  return { from, to: addDays(from, 1) }
}
