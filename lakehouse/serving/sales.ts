import type { Row } from '../engines/engine.ts'
import { type Sql, join, sql, text } from '../sql.ts'
import { stringCell } from './cells.ts'
import type { Direction } from './keyset.ts'
import { type IntFilter, type RangeFilter, all, decimalWithin, intWithin } from './predicates.ts'
import { periodStart } from './periods.ts'
import type { Reader } from './reader.ts'
import { type SalesDimension, dimension } from './sales-dimensions.ts'
import { type SalesFigures, SOLD, readFigures } from './sales-figures.ts'
import { type SalesScope, linesWithin } from './sales-filter.ts'

const MEASURES = {
  REVENUE: 'revenue',
  ORDERS: 'orders',
  UNITS: 'units',
  PROFIT: 'profit',
  UNIQUE_CUSTOMERS: 'unique_customers',
  AOV: 'aov',
} as const
type SalesMeasure = keyof typeof MEASURES

export interface SalesHaving {
  readonly revenue?: RangeFilter<string> | null | undefined
  readonly orders?: IntFilter | null | undefined
  readonly units?: IntFilter | null | undefined
}

export interface SalesAsked extends SalesScope {
  readonly by: readonly SalesDimension[]
  readonly grain?: string | null | undefined
  readonly having?: SalesHaving | null | undefined
  /** Default: by period, then revenue descending. */
  readonly orderBy?: { readonly by: SalesMeasure; readonly direction: Direction } | null | undefined
  readonly limit: number
}

export interface SalesKey {
  readonly dimension: SalesDimension
  /** `(none)` where it is missing. */
  readonly value: string
  readonly label: string
}

/** What was sold of one combination of keys. */
export interface SalesRow extends SalesFigures {
  /** The first local day of its period; null without a grain. */
  readonly periodStart: string | null
  readonly keys: readonly SalesKey[]
}

/** Any slice of `gold.sale_lines`, in one statement: at most `limit` rows, then periods and keys in their order. */
export async function salesRows(reader: Reader, asked: SalesAsked): Promise<SalesRow[]> {
  const keys = asked.by.map((_, i) => `key_${i}`)
  const labels = asked.by.map((name, i) => `, ${labelOf(name, `chosen.key_${i}`)} as label_${i}`)
  const order = text([...measureOrder(asked), ...keys].join(', '))
  const rows = await reader.scan(sql`
    with lines as (${linesOf(asked)}),
    grouped as (${groupsOf(asked)}),
    measured as (select *, cast(revenue as double) / nullif(sales, 0) as aov from grouped),
    chosen as (select * from measured where ${havingOf(asked.having)} order by ${order} limit ${BigInt(asked.limit)})
    select *${text(labels.join(''))} from chosen order by ${order}`)
  return rows.map((row) => readRow(row, asked.by))
}

function labelOf(name: SalesDimension, key: string): string {
  const label = dimension(name).label?.(key)
  return label === undefined ? key : `coalesce(${label}, ${key})`
}

/** With an order of its own the measure leads, else the period does. */
function measureOrder({ grain, orderBy }: SalesAsked): string[] {
  const period = grain ? ['period_start'] : []
  if (!orderBy) return [...period, 'revenue desc']
  return [`${MEASURES[orderBy.by]} ${orderBy.direction} nulls last`, ...period]
}

function linesOf(asked: SalesAsked): Sql {
  const { by, grain } = asked
  const keys = by.map((name, i) => `coalesce(${dimension(name).key}, '(none)') as key_${i}`)
  const period = grain ? [`${periodStart(grain)} as period_start`] : []
  const segments = by.includes('SEGMENT')
    ? 'left join gold.customer_analytics on customer_analytics.customer_id = sale_lines.customer_id'
    : ''
  return sql`select ${text([...period, ...keys].map((column) => `${column}, `).join(''))}
      order_id, sale_lines.customer_id, is_sale, quantity, line_total, sale_lines.profit
    from gold.sale_lines ${text(segments)}
    where ${join([linesWithin(asked), ...cutsOf(by)], ' and ')}`
}

/** By STATUS every order counts, else sales do. */
function cutsOf(by: readonly SalesDimension[]): Sql[] {
  return [
    ...(by.includes('STATUS') ? [] : [text('is_sale')]),
    ...(by.some((name) => dimension(name).isOfProduct) ? [text('product_id is not null')] : []),
  ]
}

function groupsOf({ by, grain }: SalesAsked): Sql {
  const columns = [...(grain ? ['period_start'] : []), ...by.map((_, i) => `key_${i}`)]
  const sales = by.includes('STATUS') ? 'count(distinct order_id) filter (is_sale)' : 'orders'
  return text(`select ${columns.map((column) => `${column}, `).join('')}
      count(distinct order_id) as orders,
      ${sales} as sales,
      ${SOLD},
      count(distinct customer_id) as unique_customers
    from lines ${columns.length > 0 ? `group by ${columns.join(', ')}` : 'having count(*) > 0'}`)
}

function havingOf(having: SalesHaving | null | undefined): Sql {
  return all([
    ...decimalWithin('revenue', having?.revenue),
    ...intWithin('orders', having?.orders),
    ...intWithin('units', having?.units),
  ])
}

function readRow(row: Row, by: readonly SalesDimension[]): SalesRow {
  return {
    ...readFigures(row),
    periodStart: row['period_start'] === undefined ? null : stringCell(row, 'period_start'),
    keys: by.map((name, i) => ({
      dimension: name,
      value: stringCell(row, `key_${i}`),
      label: stringCell(row, `label_${i}`),
    })),
  }
}
