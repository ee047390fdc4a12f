import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Archive, openArchive } from '../../lakehouse/archive.ts'
import { segments } from '../../lakehouse/contracts/gold/segments.ts'
import { vacuum } from '../../lakehouse/delta/vacuum.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { type Publication, servingFile } from '../../lakehouse/publication.ts'
import { openServing } from '../../lakehouse/serving/serving.ts'
import { text } from '../../lakehouse/sql.ts'
import { openShop, SMALL_SHOP, type Shop } from '../build/shop.ts'

let shop: Shop
let first: Publication
let archive: Archive
const folder = () => join(shop.lake, 'serving', 'earlier')
const files = () => (existsSync(folder()) ? readdirSync(folder()).toSorted() : [])
const open = () => openArchive({ lake: shop.lake, memoryLimit: '300MB', threads: 2 })

beforeAll(async () => {
  shop = openShop(SMALL_SHOP)
  first = (await shop.build()).publication
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o4,c2,2025-05-01 10:00:00,delivered'])
  await shop.build()
  rmSync(servingFile(shop.lake, first.publicationId))
  return () => shop[Symbol.dispose]()
})
beforeEach(() => {
  archive = open()
})
afterEach(async () => {
  await archive[Symbol.asyncDispose]()
  rmSync(folder(), { recursive: true, force: true })
})

const NO_SEGMENTS = `select ${Object.keys(segments.columns)
  .map((name) => `null as ${name}`)
  .join(', ')} where false`

const countOrders = async (path: string) => {
  await using serving = await openServing()
  await serving.publish(path)
  using lease = serving.lease()
  return await lease.rows(text('select count(*) as orders from silver.orders'))
}

test('a file that was removed is made again from the versions that its publication names', async () => {
  const path = await archive.file(first)
  expect(await countOrders(path)).toEqual([{ orders: 3n }])
  expect(files()).toEqual([basename(path)])
})

test('asked for by many, of two gateways, it is whole for each', async () => {
  await using other = open()
  const paths = await Promise.all(
    Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? archive : other).file(first)),
  )
  expect(new Set(paths).size).toBe(1)
  expect(await countOrders(paths[0]!)).toEqual([{ orders: 3n }])
  expect(files()).toEqual([basename(paths[0]!)])
})

test('a file that a build keeps is taken as it is', async () => {
  const built = servingFile(shop.lake, 'p1')
  writeFileSync(built, '')
  expect(await archive.file({ ...first, publicationId: 'p1' })).toBe(built)
  expect(files()).toEqual([])
})

test('the five files that were last asked for stay, and a file that is being written', async () => {
  mkdirSync(folder())
  const age = (name: string, minutes: number) => {
    const at = new Date(Date.now() - minutes * 60_000)
    utimesSync(join(folder(), name), at, at)
  }
  for (const [name, minutes] of [
    ['a.duckdb', 50],
    ['b.duckdb', 40],
    ['c.duckdb', 30],
    ['d.duckdb', 20],
    ['e.duckdb', 10],
    ['x.duckdb.1.tmp', 30],
    ['y.duckdb.2.tmp', 90],
  ] as const) {
    writeFileSync(join(folder(), name), '')
    age(name, minutes)
  }
  await archive.file({ ...first, publicationId: 'a' })
  const path = await archive.file(first)
  expect(files()).toEqual(
    [basename(path), 'a.duckdb', 'c.duckdb', 'd.duckdb', 'e.duckdb', 'x.duckdb.1.tmp'].toSorted(),
  )
})

test.each([
  {
    name: 'lacks a table',
    of: ({ tables }: Publication) => tables.filter(({ table }) => table !== 'gold.cohorts'),
    code: 'SCHEMA_MISMATCH',
  },
  {
    name: 'names a version that never was',
    of: ({ tables }: Publication) => tables.map((table) => ({ ...table, version: 99n })),
    code: 'VERSION_NOT_FOUND',
  },
])('a publication that $name leaves no file', async ({ of, code }) => {
  await expect(archive.file({ ...first, tables: of(first) })).rejects.toMatchObject({ code })
  expect(files()).toEqual([])
})

test('a publication whose table lacks a column of today leaves no file', async () => {
  await using engine = await openDuckdb({ lake: shop.lake })
  const { share: _share, ...columns } = segments.columns
  const { version } = await engine.write(
    { ...segments, columns },
    `select ${Object.keys(columns).join(', ')} from (${NO_SEGMENTS})`,
    { mode: 'overwrite' },
  )
  const tables = first.tables.map((table) =>
    table.table === 'gold.segments' ? { ...table, version: BigInt(version) } : table,
  )
  await expect(archive.file({ ...first, tables })).rejects.toMatchObject({
    code: 'SCHEMA_MISMATCH',
    message: `publication ${first.publicationId}: gold.segments has no share`,
  })
  expect(files()).toEqual([])
})

test('an archive that is closed stops what it makes, and leaves nothing', async () => {
  const making = archive.file(first)
  await archive[Symbol.asyncDispose]()
  await expect(making).rejects.toMatchObject({ code: 'QUERY_CANCELLED' })
  expect(files()).toEqual([])
})

test('a version whose files were deleted is missing', async () => {
  await using engine = await openDuckdb({ lake: shop.lake })
  await vacuum(tableIn(engine, shop.lake, 'silver.orders'), { retentionMs: 0 })
  await expect(archive.file(first)).rejects.toMatchObject({ code: 'FILE_MISSING' })
  expect(files()).toEqual([])
})
