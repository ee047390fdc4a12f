import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import type { Engine, Row } from '../../lakehouse/engines/engine.ts'
import { text } from '../../lakehouse/sql.ts'

/** Figures over whole tables that a golden file gives beside their rows. */
const summary = z.object({
  totals: z.record(z.string(), z.unknown()),
  rfm_counts: z.record(z.string(), z.number()),
  product_classes: z.record(z.string(), z.record(z.string(), z.number())),
  pairs_by_count: z.object({ rows: z.array(z.array(z.unknown())) }),
})

export type Summary = z.infer<typeof summary>

export function readSummary(path: string): Summary {
  return summary.parse(JSON.parse(readFileSync(path, 'utf8')))
}

const SUMMED =
  'units revenue list_revenue discount gross_revenue refunded_revenue returns_value net_revenue profit'.split(
    ' ',
  )

const TOTALS = `
  select
    ${['orders', 'cancelled_orders', 'refunded_orders', 'new_customers'].map((c) => `sum(${c}) as ${c}`).join(', ')},
    ${SUMMED.map((c) => `sum(${c}) as ${c}`).join(', ')},
    (select count(*) from silver.customers) as customers,
    (select count(*) from silver.products) as products,
    (select count(*) from silver.reviews) as reviews,
    (select count(*) from gold.customer_analytics where orders > 0) as unique_customers,
    (select count(distinct order_id) from gold.sale_lines) as orders_all,
    (select count(order_item_id) from gold.sale_lines) as lines_all
  from gold.sales_metrics where dimension = 'TOTAL' and grain = 'YEAR'`

const PAIRS = `
  select product_id as a, similar_product_id as b, baskets from gold.product_similarity
  where product_id < similar_product_id order by baskets desc, a, b limit 30`

/** The same figures of a built shop. */
export async function summaryOf(engine: Engine): Promise<Summary> {
  for (const contract of [...SILVER_TABLES, ...GOLD_TABLES]) await engine.open(contract)
  const rows = (select: string) => engine.rows(text(select))
  const counts = async (table: string, column: string) =>
    countsOf(await rows(`select ${column} as word, count(*) as n from ${table} group by all`))
  const classes = ['abc_class', 'is_stale', 'sales_class', 'stock_class']
  const [totals] = await rows(TOTALS)
  return {
    totals: Object.fromEntries(Object.entries(totals!).map(([name, value]) => [name, plain(value)])),
    rfm_counts: await counts('gold.customer_analytics', 'rfm'),
    product_classes: Object.fromEntries(
      await Promise.all(
        classes.map(async (name) => [name, await counts('gold.product_performance', name)] as const),
      ),
    ),
    pairs_by_count: { rows: (await rows(PAIRS)).map((row) => Object.values(row).map(plain)) },
  }
}

function countsOf(rows: readonly Row[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ word, n }) => [wordOf(word), Number(n)]))
}

/** As the golden files' author, who wrote Python, spells it. */
function wordOf(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
