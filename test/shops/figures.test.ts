import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSource } from '../../jobs/sources/source.ts'
import { askEverything } from '../gateway/ask-everything.ts'
import { checksumDifferences, differencesOf } from '../golden/differences.ts'
import { readGolden } from '../golden/golden-tables.ts'
import { buildShop, type GoldenShop } from '../golden/shop.ts'
import { readSummary, summaryOf } from '../golden/summary.ts'

const datasets = process.env['LAKEGATE_DATASETS'] ?? '../shared/datasets'
const isThere = existsSync(datasets)
if (!isThere)
  console.warn(`no real shops in ${datasets}: set LAKEGATE_DATASETS to compare their figures`)

const REAL_SHOPS = [
  { name: 'superstore', timezone: 'UTC' },
  { name: 'olist', timezone: 'America/Sao_Paulo' },
]

describe.skipIf(!isThere).each(REAL_SHOPS)('$name', ({ name, timezone }) => {
  const file = join(datasets, '..', 'expected', `${name}.json`)
  const golden = isThere ? readGolden(file) : { asOf: '', tables: [], checksums: {} }
  let shop: GoldenShop

  beforeAll(async () => {
    shop = await buildShop({ source: loadSource(name), from: join(datasets, name), timezone })
  })

  afterAll(() => shop[Symbol.asyncDispose]())

  test('every block is as computed independently', async () => {
    const found: Record<string, string[]> = {}
    for (const table of golden.tables) {
      const differences = await differencesOf(shop.engine, table)
      if (differences.length > 0) found[table.block] = differences.slice(0, 5)
    }
    expect(found).toEqual({})
  })

  test('rows and sums of whole tables are as computed independently', async () => {
    expect(await checksumDifferences(shop.engine, golden)).toEqual([])
  })

  test('totals, classes and pairs are as computed independently', async () => {
    expect(await summaryOf(shop.engine)).toEqual(readSummary(file))
  })

  test('every field of the schema answers', { timeout: 120_000 }, async () => {
    expect(await askEverything(shop)).toEqual([])
  })
})
