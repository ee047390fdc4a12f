import type { Contract } from '../contracts/contract.ts'
import { cohorts } from '../contracts/gold/cohorts.ts'
import { customerAnalytics } from '../contracts/gold/customer-analytics.ts'
import { productPerformance } from '../contracts/gold/product-performance.ts'
import { saleLines } from '../contracts/gold/sale-lines.ts'
import { salesMetrics } from '../contracts/gold/sales-metrics.ts'
import { customers } from '../contracts/silver/customers.ts'
import { orders } from '../contracts/silver/orders.ts'
import { products } from '../contracts/silver/products.ts'
import { type CohortsAsked, cohortCells } from '../serving/cohorts.ts'
import { CUSTOMERS, type CustomerFilter, customerCondition } from '../serving/customers.ts'
import { type OrderFilter, orderCondition } from '../serving/orders.ts'
import { PRODUCTS, type ProductFilter, productCondition } from '../serving/products.ts'
import type { Reader } from '../serving/reader.ts'
import { type SalesScope, linesWithin } from '../serving/sales-filter.ts'
import { type MetricsScope, metricRows } from '../serving/sales-metrics.ts'
import { type Sql, sql, text } from '../sql.ts'
import type { ExportColumn } from './rows.ts'

interface Filtered<Filter> {
  readonly where?: Filter | null | undefined
}

/** What can be asked of each export. */
export interface ExportScopes {
  customers: Filtered<CustomerFilter>
  products: Filtered<ProductFilter>
  orders: Filtered<OrderFilter>
  'sale-lines': SalesScope
  'sales-metrics': MetricsScope
  cohorts: CohortsAsked
}

export type ExportName = keyof ExportScopes

interface ExportTable<Scope> {
  readonly columns: readonly ExportColumn[]
  /** Tables are joined, and their rows sorted. */
  readonly isJoined?: true
  /** What follows the columns of a select. */
  readonly source: (scope: Scope, reader: Pick<Reader, 'publication'>) => Sql
}

/**
 * What each export holds. Customers and products come with their figures, those that go by another name.
 *
 * Orders and lines come as they lie in the serving file, orders by customer and time: to sort millions of them costs more
 * than to send them. The lines are those that slices read; `gold.sale_lines` has more columns.
 */
export const EXPORTS: { readonly [Name in ExportName]: ExportTable<ExportScopes[Name]> } = {
  customers: {
    columns: besides(
      columnsOf(customers, ['name', 'email', 'phone', 'birth_date']),
      customerAnalytics,
    ),
    isJoined: true,
    source: ({ where }, reader) =>
      sql`from ${text(CUSTOMERS)} where ${customerCondition(where, reader)} order by customers.customer_id`,
  },
  products: {
    columns: besides(columnsOf(products), productPerformance),
    isJoined: true,
    source: ({ where }) =>
      sql`from ${text(PRODUCTS)} where ${productCondition(where)} order by products.product_id`,
  },
  orders: {
    columns: columnsOf(orders, ['shipping_address', 'notes']),
    source: ({ where }) => sql`from silver.orders where ${orderCondition(where)}`,
  },
  'sale-lines': {
    columns: columnsOf(saleLines),
    source: (scope) => sql`from gold.sale_lines where ${linesWithin(scope)}`,
  },
  'sales-metrics': {
    columns: columnsOf(salesMetrics, [], 'metrics'),
    isJoined: true,
    source: metricRows,
  },
  cohorts: { columns: columnsOf(cohorts), source: cohortCells },
}

export const isExport = (name: string): name is ExportName => Object.hasOwn(EXPORTS, name)

/** Those that are served. */
function columnsOf(
  { name: table, columns, servedColumns }: Contract,
  personal: readonly string[] = [],
  alias = table.slice(table.indexOf('.') + 1),
): ExportColumn[] {
  return Object.entries(columns)
    .filter(([name]) => servedColumns?.includes(name) ?? true)
    .map(([name, { type }]) => ({
      name,
      type,
      sql: `${alias}.${name}`,
      isPersonal: personal.includes(name),
    }))
}

function besides(columns: readonly ExportColumn[], figures: Contract): ExportColumn[] {
  const names = columns.map(({ name }) => name)
  return [...columns, ...columnsOf(figures).filter(({ name }) => !names.includes(name))]
}
