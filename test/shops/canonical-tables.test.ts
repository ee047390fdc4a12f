import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ingest } from '../../jobs/sources/ingest.ts'
import { mapTable } from '../../jobs/sources/mapping.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import type { Row } from '../../lakehouse/engines/engine.ts'
import { text } from '../../lakehouse/sql.ts'
import { openTemporary } from '../engines/temporary-lake.ts'
import { RUN } from '../sources/raw-shop.ts'

const DATASETS = resolve(process.env['LAKEGATE_DATASETS'] ?? '../shared/datasets')
const isThere = existsSync(DATASETS)
if (!isThere)
  console.warn(`real shops are skipped: no ${DATASETS}; LAKEGATE_DATASETS names the folder`)

test.skipIf(!isThere).each([
  {
    name: 'superstore',
    rows: {
      customers: 793n,
      product_categories: 20n,
      products: 1894n,
      orders: 5009n,
      order_items: 9994n,
    },
    figures:
      'select sum(cast(line_total as decimal(18, 4))) as revenue, sum(cast(quantity as integer)) as units from bronze.order_items',
    expected: { revenue: '2297200.8603', units: 37_873n },
  },
  {
    name: 'olist',
    rows: {
      customers: 9920n,
      product_categories: 69n,
      products: 6123n,
      orders: 10_000n,
      order_items: 11_252n,
      payments: 10_515n,
      reviews: 612n,
    },
    figures: `select sum(cast(unit_price as decimal(18, 2))) as revenue, (select sum(cast(amount as decimal(18, 2))) from bronze.payments) as paid
      from bronze.order_items`,
    expected: { revenue: '1381936.76', paid: '1620279.37' },
  },
])(
  '$name becomes canonical tables with its known rows and sums',
  async ({ name, rows, figures, expected }) => {
    await using engine = await openTemporary()
    const source = loadSource(name)
    const ingested = await ingest(engine, source, { from: join(DATASETS, name), ...RUN })
    expect(ingested.unreadable).toBe(0n)
    const written: Record<string, bigint> = {}
    for (const table of CANONICAL_TABLES) {
      written[table.table] = (await mapTable(engine, table, { source, ingested, ...RUN })).rows
    }
    expect(written).toMatchObject({ stores: 0n, stock_snapshots: 0n, ...rows })
    const [sums]: Row[] = await engine.rows(text(figures))
    expect(sums).toEqual(expected)
  },
)
