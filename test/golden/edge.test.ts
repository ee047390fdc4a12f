import { expect, test } from 'vitest'
import { differencesOf } from './differences.ts'
import { edgeShop, golden } from './edge-shop.ts'

test.each(golden.tables)('edge: $block is as computed by hand', async (table) => {
  const { engine } = await edgeShop()
  expect(await differencesOf(engine, table)).toEqual([])
})
