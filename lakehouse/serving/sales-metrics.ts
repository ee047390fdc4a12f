import type { RowOf } from '../contracts/contract.ts'
import { salesMetrics as contract } from '../contracts/gold/sales-metrics.ts'
import { type Sql, sql, text } from '../sql.ts'
import { bigintCell } from './cells.ts'
import { type DayRange, all, dayWithin } from './predicates.ts'
import type { Reader } from './reader.ts'
import { columnsOf, rowReader } from './row.ts'

/** One row of `gold.sales_metrics`, or a period without an order of the value asked for. */
export type SalesMetric = RowOf<typeof contract>

/** Which metrics. */
export interface MetricsScope {
  readonly grain: string
  /** Periods whose first day lies in it. */
  readonly range: DayRange | null | undefined
  readonly dimension: string
  /** Null: every value that has rows, and only its rows. */
  readonly values: readonly string[] | null
}

export interface SalesMetricsAsked extends MetricsScope {
  readonly limit: number
  /** Of rows that will be read. */
  readonly properties: readonly string[]
}

const read = rowReader(contract)

/**
 * Metrics by period, then value. For values that are asked for, every period of the shop's range is there:
 * zeros where the value has no order.
 *
 * `total` counts the rows that fit, of which at most `limit` are read.
 */
export async function salesMetrics(
  reader: Reader,
  asked: SalesMetricsAsked,
): Promise<{ rows: SalesMetric[]; total: number }> {
  const names = columnsOf(contract, asked.properties)
  const rows = await reader.rows(sql`
    select ${text(names.map((name) => `${name}, `).join(''))}count(*) over () as total
    ${metricRows(asked)} limit ${BigInt(asked.limit)}`)
  return {
    rows: rows.map(rowReader(contract, names)),
    total: rows.length === 0 ? 0 : Number(bigintCell(rows[0], 'total')),
  }
}

/** What follows the columns of a select of metrics. */
export function metricRows({ dimension, grain, values, range }: MetricsScope): Sql {
  const source =
    values === null
      ? sql`select * from gold.sales_metrics where dimension = ${dimension} and grain = ${grain}`
      : filled(
          grain,
          values.map((value) => ({ dimension, value })),
        )
  return sql`from (${source}) as metrics where ${within({ range })} order by period_start, value`
}

/** One value of a dimension. */
export interface MetricKey {
  readonly dimension: string
  readonly value: string
}

/**
 * Metrics of many values, of any dimensions, in one statement.
 *
 * Shape: one array a key, in their order, by period; every period of the shop's range is there.
 */
export async function metricsByKeys(
  reader: Reader,
  keys: readonly MetricKey[],
  asked: Pick<SalesMetricsAsked, 'grain' | 'range'>,
): Promise<SalesMetric[][]> {
  const rows = await reader.rows(sql`
    select * from (${filled(asked.grain, keys)}) as metrics where ${within(asked)} order by period_start`)
  const nameOf = ({ dimension, value }: Pick<SalesMetric, 'dimension' | 'value'>) =>
    JSON.stringify([dimension, value])
  const byKey = Map.groupBy(rows.map(read), nameOf)
  return keys.map((key) => byKey.get(nameOf(key)) ?? [])
}

const within = ({ range }: Pick<SalesMetricsAsked, 'range'>) =>
  all(dayWithin(text('period_start'), range))

/** What a missing row would say: nothing sold, so only what other periods tell of it is there. */
function filled(grain: string, keys: readonly MetricKey[]): Sql {
  const dimensions = keys.map(({ dimension }) => dimension)
  const values = keys.map(({ value }) => value)
  return sql`
    with periods as (
      select period_start, is_complete, ${yearAgo(grain)} as year_ago_start,
        lag(period_start) over (order by period_start) as previous_start
      from gold.sales_metrics where dimension = 'TOTAL' and grain = ${grain}
    ),
    asked as (
      select distinct dimension, value from (select unnest(${dimensions}) as dimension, unnest(${values}) as value)
    ),
    known as (
      select sales_metrics.* from gold.sales_metrics semi join asked using (dimension, value) where grain = ${grain}
    ),
    labels as (select dimension, value, max(label) as label from known group by all),
    wanted as (
      select cast(${grain} as varchar) as grain, asked.*, periods.*, coalesce(labels.label, ${UNKNOWN_LABEL}) as wanted_label
      from asked
      cross join periods
      left join labels using (dimension, value)
    ),
    compared as (
      select wanted.grain, wanted.dimension, wanted.value, wanted.period_start, wanted.is_complete, wanted.wanted_label,
        case when wanted.previous_start is not null then coalesce(previous.revenue, 0) end as previous_revenue,
        case when earlier.period_start is not null then coalesce(year_ago.revenue, 0) end as year_ago_revenue
      from wanted
      left join known as previous
        on (previous.dimension, previous.value, previous.period_start) = (wanted.dimension, wanted.value, wanted.previous_start)
      left join periods as earlier on earlier.period_start = wanted.year_ago_start
      left join known as year_ago
        on (year_ago.dimension, year_ago.value, year_ago.period_start) = (wanted.dimension, wanted.value, wanted.year_ago_start)
    )
    select ${columns()}
    from compared
    left join known using (dimension, value, period_start)`
}

/** The same date, the same ISO week of the ISO year before; NULL for 29 February and week 53. */
function yearAgo(grain: string): Sql {
  if (grain !== 'WEEK') {
    return text(
      `case when strftime(period_start, '%m-%d') <> '02-29' then cast(period_start - interval 1 year as date) end`,
    )
  }
  return text(`case when weekofyear(period_start) <> 53 then cast(
    date_trunc('week', make_date(isoyear(period_start) - 1, 1, 4)) + to_days(cast((weekofyear(period_start) - 1) * 7 as integer))
    as date) end`)
}

/** A value that never had an order is known by its table, or by itself. */
const UNKNOWN_LABEL = text(`
  case asked.dimension
    when 'STORE' then (select max(name) from silver.stores where stores.store_id = asked.value)
    when 'CATEGORY' then (select max(name) from silver.product_categories where category_path = asked.value)
  end, asked.value`)

const KEYS: Readonly<Record<string, string>> = {
  grain: 'compared.grain',
  period_start: 'compared.period_start',
  dimension: 'compared.dimension',
  value: 'compared.value',
  label: 'coalesce(known.label, compared.wanted_label)',
  is_complete: 'compared.is_complete',
  revenue_previous: 'coalesce(known.revenue_previous, compared.previous_revenue)',
  growth_percent: growth('growth_percent', 'previous_revenue'),
  revenue_year_ago: 'coalesce(known.revenue_year_ago, compared.year_ago_revenue)',
  yoy_percent: growth('yoy_percent', 'year_ago_revenue'),
  cumulative_revenue: `coalesce(sum(known.revenue) over (
    partition by compared.dimension, compared.value order by compared.period_start), 0)`,
}

/** From something to nothing is −100 %. */
function growth(column: string, base: string): string {
  return `case when known.grain is not null then known.${column}
    when compared.is_complete and compared.${base} > 0 then cast(-100 as double) end`
}

function columns(): Sql {
  const expressions = Object.entries(contract.columns).map(([name, { nullable }]) => {
    const expression = KEYS[name] ?? (nullable ? `known.${name}` : `coalesce(known.${name}, 0)`)
    return `${expression} as ${name}`
  })
  return text(expressions.join(',\n'))
}
