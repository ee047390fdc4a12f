import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepSample } from '../../jobs/sources/sample/keep.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { tellEvents } from '../golden/edge-events.ts'
import { canonicalSource, type ShopFiles } from '../golden/shop.ts'
import { exportShop } from './exported-shop.ts'
import { compareOnSpark, findSpark, type Comparison } from './spark.ts'

const MINUTES = 60_000
const HAND_MADE = fileURLToPath(new URL('../golden', import.meta.url))
const datasets = process.env['LAKEGATE_DATASETS'] ?? '../shared/datasets'

const python = findSpark()
if (!existsSync(datasets))
  console.warn(`no real shops in ${datasets}: set LAKEGATE_DATASETS to run them too`)

const folder = mkdtempSync(join(tmpdir(), 'lakegate-parity-'))

async function filesOf(shop: string): Promise<ShopFiles> {
  const own = join(HAND_MADE, shop)
  const zone = shop === 'edge' || shop === 'olist' ? 'America/Sao_Paulo' : 'UTC'
  if (existsSync(own)) {
    const files = { source: canonicalSource(own), from: own, timezone: zone }
    return shop === 'edge' ? { ...files, prepare: tellEvents } : files
  }
  if (shop !== 'sample')
    return { source: loadSource(shop), from: join(datasets, shop), timezone: zone }
  const from = join(folder, 'raw')
  await keepSample({ folder: from, seed: 1, orders: 1000, end: '2026-01-31' })
  return { source: loadSource('sample'), from, timezone: zone }
}

const shops = ['edge', 'bad', 'sample', ...(existsSync(datasets) ? ['superstore', 'olist'] : [])]

describe.skipIf(python === undefined)('the models on Spark', () => {
  let compared: Comparison[] = []

  beforeAll(async () => {
    for (const shop of shops) await exportShop(join(folder, shop), await filesOf(shop))
    compared = await compareOnSpark(
      python!,
      shops.map((shop) => join(folder, shop)),
    )
  }, 15 * MINUTES)

  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(shops)('give the cells and types that DuckDB gives: %s', (shop) => {
    const own = compared.filter((comparison) => comparison.shop === shop)
    const cells = own.reduce((sum, comparison) => sum + comparison.cells, 0)
    const seconds = own.reduce((sum, comparison) => sum + comparison.seconds, 0)
    console.info(`${shop}: ${own.length} models, ${cells} cells, ${seconds.toFixed(0)} s`)
    expect(own.length).toBeGreaterThan(35)
    expect(own.filter(({ differences }) => differences.length > 0)).toEqual([])
  })
})
