import { readFileSync } from 'node:fs'
import { z } from 'zod'

const table = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) })

const goldenFile = z.object({
  build: z.object({ as_of: z.string() }),
  sales_by_year: z.record(z.string(), table).default({}),
  checksums: z
    .record(
      z.string(),
      z.object({ rows: z.number(), sums: z.record(z.string(), z.unknown()) }),
    )
    .default({}),
})

/** Figures that somebody else computed: rows of a table of ours, all of them or a part. */
export interface GoldenTable {
  readonly block: string
  readonly table: string
  /** An SQL condition on our table: which of its rows the block holds; undefined: those whose key it names. */
  readonly part: string | undefined
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

export interface Golden {
  readonly asOf: string
  readonly tables: readonly GoldenTable[]
  /** Rows and sums of columns, by table. */
  readonly checksums: Readonly<
    Record<string, { readonly rows: number; readonly sums: Readonly<Record<string, unknown>> }>
  >
}

/** Blocks that hold a part of a table. */
const PARTS: Readonly<Record<string, Pick<GoldenTable, 'table' | 'part'>>> = {
  customers: { table: 'gold.customer_analytics', part: undefined },
  products: { table: 'gold.product_performance', part: undefined },
  products_top20: { table: 'gold.product_performance', part: undefined },
  similarity_top30: { table: 'gold.product_similarity', part: undefined },
  silver_orders: { table: 'silver.orders', part: `order_id <> 'o41'` },
  silver_order_items: { table: 'silver.order_items', part: `order_id <> 'o41'` },
  cohorts_first_order: { table: 'gold.cohorts', part: `basis = 'FIRST_ORDER'` },
  sales_total: {
    table: 'gold.sales_metrics',
    part: `dimension = 'TOTAL' and grain in ('YEAR', 'QUARTER', 'MONTH')`,
  },
}

/** Blocks in another form than a table's. */
const OTHERS = new Set(['pairs_by_count', 'recommend'])

/** Reads a golden file. `edge.json` leaves o41, which is after as_of, out of silver too; silver itself keeps it. */
export function readGolden(path: string | URL): Golden {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const { build, sales_by_year: years, checksums } = goldenFile.parse(content)
  const blocks = Object.entries(z.record(z.string(), z.unknown()).parse(content))
  const whole = blocks.flatMap(([block, value]) => {
    const known = table.safeParse(value)
    if (!known.success || OTHERS.has(block)) return []
    const own = block.startsWith('silver_') ? block.replace('_', '.') : `gold.${block}`
    return [{ block, ...(PARTS[block] ?? { table: own, part: 'true' }), ...known.data }]
  })
  const yearly = Object.entries(years).map(([dimension, rows]) => ({
    block: `sales_by_year ${dimension}`,
    table: 'gold.sales_metrics',
    part: `dimension = '${dimension}' and grain = 'YEAR'`,
    ...rows,
  }))
  return { asOf: build.as_of, tables: [...whole, ...yearly], checksums }
}
