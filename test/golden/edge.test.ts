import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { differencesOf } from './differences.ts'
import { readGolden } from './golden-tables.ts'
import { buildShop, canonicalSource, type GoldenShop } from './shop.ts'

const golden = readGolden(new URL('edge.json', import.meta.url))
const from = fileURLToPath(new URL('edge', import.meta.url))
let shop: GoldenShop

beforeAll(async () => {
  const source = canonicalSource(from)
  shop = await buildShop({ source, from, timezone: 'America/Sao_Paulo', asOf: golden.asOf })
})

afterAll(() => shop[Symbol.asyncDispose]())

test.each(golden.tables)('edge: $block is as computed by hand', async (table) => {
  expect(await differencesOf(shop.engine, table)).toEqual([])
})
