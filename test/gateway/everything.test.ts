import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeSample } from '../../jobs/sources/sample/sample.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { buildShop } from '../golden/shop.ts'
import { askEverything } from './ask-everything.ts'

test('every field of the schema answers on the hand-made shop', async () => {
  expect(await askEverything(await edgeShop())).toEqual([])
})

test('every field of the schema answers on a sample', async () => {
  const from = mkdtempSync(join(tmpdir(), 'lakegate-sample-'))
  await makeSample({ folder: from, seed: 1, endDate: '2026-10-31', orders: 800 })
  await using shop = await buildShop({ source: loadSource('sample'), from, timezone: 'UTC' })
  rmSync(from, { recursive: true })
  expect(await askEverything(shop)).toEqual([])
})
