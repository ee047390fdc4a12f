import { existsSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRawShop } from './raw-shop.ts'

const DAYS = {
  'days/1.csv': 'id,name\n1,Ana\n2,Bo\n',
  'days/2.csv': 'id,name\n3,Cy\n',
}
const DAILY = JSON.stringify({ files: { people: 'days/*.csv' } })
const PEOPLE = 'select id, name, _source, _run_id from bronze.shop_people order by id'

test('a second run on the same files reads none and writes nothing', async () => {
  await using shop = await openRawShop(DAYS)
  shop.declare('source.json', DAILY)
  const first = await shop.ingest()
  const second = await shop.ingest({ runId: 'run-2' })
  expect(first.isChanged).toBe(true)
  expect(second.isChanged).toBe(false)
  expect(second.tables[0]).toMatchObject({
    version: first.tables[0]!.version,
    rows: 3n,
    isChanged: false,
  })
  expect(await shop.rows(PEOPLE)).toHaveLength(3)
})

test('a file that was touched and has the same content is not read again', async () => {
  await using shop = await openRawShop(DAYS)
  shop.declare('source.json', DAILY)
  await shop.ingest()
  utimesSync(join(shop.from, 'days/1.csv'), 1, 1)
  expect((await shop.ingest()).isChanged).toBe(false)
})

test('a changed file replaces its own rows and a new one adds its rows', async () => {
  await using shop = await openRawShop(DAYS)
  shop.declare('source.json', DAILY)
  await shop.ingest()
  shop.give('days/1.csv', 'id,name\n1,Anna\n')
  shop.give('days/3.csv', 'id,name\n4,Di\n')
  const { tables } = await shop.ingest({ runId: 'run-2' })
  expect(tables[0]).toMatchObject({ rows: 3n, isChanged: true })
  expect(await shop.rows(PEOPLE)).toEqual([
    { id: '1', name: 'Anna', _source: 'days/1.csv', _run_id: 'run-2' },
    { id: '3', name: 'Cy', _source: 'days/2.csv', _run_id: 'run-1' },
    { id: '4', name: 'Di', _source: 'days/3.csv', _run_id: 'run-2' },
  ])
})

test.each([
  { name: 'a file that is gone', change: 'remove' },
  { name: 'a file that is empty now', change: '' },
  { name: 'a file with a header alone now', change: 'id,name\n' },
])('$name takes its rows with it', async ({ change }) => {
  await using shop = await openRawShop(DAYS)
  shop.declare('source.json', DAILY)
  await shop.ingest()
  if (change === 'remove') rmSync(join(shop.from, 'days/1.csv'))
  else shop.give('days/1.csv', change)
  const { tables } = await shop.ingest({ runId: 'run-2' })
  expect(tables[0]).toMatchObject({ rows: 1n })
  expect(await shop.rows(PEOPLE)).toMatchObject([{ id: '3', _run_id: 'run-1' }])
})

test('a new column is NULL in the rows of earlier files, which are not read again', async () => {
  await using shop = await openRawShop(DAYS)
  shop.declare('source.json', DAILY)
  await shop.ingest()
  shop.give('days/3.csv', 'id,name,city\n4,Di,Rio\n')
  await shop.ingest({ runId: 'run-2' })
  expect(await shop.rows('select id, city, _run_id from bronze.shop_people order by id')).toEqual([
    { id: '1', city: null, _run_id: 'run-1' },
    { id: '2', city: null, _run_id: 'run-1' },
    { id: '3', city: null, _run_id: 'run-1' },
    { id: '4', city: 'Rio', _run_id: 'run-2' },
  ])
})

test('unreadable lines go when their file is mended', async () => {
  await using shop = await openRawShop({ 'people.csv': 'id,name\n1\n2,Bo\n' })
  expect((await shop.ingest()).unreadable).toBe(1n)
  expect((await shop.ingest()).unreadable).toBe(1n)
  shop.give('people.csv', 'id,name\n1,Ana\n2,Bo\n')
  expect((await shop.ingest()).unreadable).toBe(0n)
})

test('everything is read again when asked, or when source.json reads it otherwise', async () => {
  await using shop = await openRawShop({ 'people.csv': 'id,name;nick\n1,Ana;An\n' })
  await shop.ingest()
  expect((await shop.ingest({ isFull: true })).isChanged).toBe(true)
  shop.declare(
    'source.json',
    JSON.stringify({ files: { people: { pattern: 'people.csv', delimiter: ';' } } }),
  )
  expect((await shop.ingest()).isChanged).toBe(true)
  expect(await shop.rows('select id_name, nick from bronze.shop_people')).toEqual([
    { id_name: '1,Ana', nick: 'An' },
  ])
})

test.each([
  { name: 'asked to read everything again', options: { isFull: true }, declared: {} },
  { name: 'source.json reads it otherwise', options: {}, declared: { delimiter: ',' } },
])('content that is there keeps its arrival when $name', async ({ options, declared }) => {
  await using shop = await openRawShop({ 'people_b.csv': 'id,name\n3,Old Name\n' })
  const declare = (reading: object) =>
    shop.declare(
      'source.json',
      JSON.stringify({ files: { people: { pattern: 'people_*.csv', ...reading } } }),
    )
  declare({})
  await shop.ingest()
  shop.give('people_a.csv', 'id,name\n3,New Name\n')
  await shop.ingest({ runId: 'run-2', ingestedAt: '2026-01-03T03:04:05.000000Z' })
  declare(declared)
  const { isChanged } = await shop.ingest({
    runId: 'run-3',
    ingestedAt: '2026-01-04T03:04:05.000000Z',
    ...options,
  })
  expect(isChanged).toBe(true)
  expect(
    await shop.rows('select name, _run_id from bronze.shop_people order by _ingested_at desc'),
  ).toEqual([
    { name: 'New Name', _run_id: 'run-2' },
    { name: 'Old Name', _run_id: 'run-1' },
  ])
})

test('a file of another folder is read though it has the same path, size and time', async () => {
  await using shop = await openRawShop({ 'people.csv': 'id,name\n1,Ana\n' })
  shop.give('../other/people.csv', 'id,name\n1,Eva\n')
  const other = join(shop.from, '../other')
  for (const folder of [shop.from, other]) utimesSync(join(folder, 'people.csv'), 1, 1)
  await shop.ingest()
  expect((await shop.ingest({ from: other })).isChanged).toBe(true)
  expect(await shop.rows('select name from bronze.shop_people')).toEqual([{ name: 'Eva' }])
  expect((await shop.ingest({ from: other })).isChanged).toBe(false)
})

test('a folder that is not there, and one without files, say what was expected', async () => {
  await using shop = await openRawShop()
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
    message: expect.stringContaining('there is nothing'),
  })
  renameSync(shop.from, `${shop.from}.gone`)
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'FOLDER_NOT_FOUND',
    message: expect.stringContaining(shop.from),
  })
})

test.each([
  { source: 'order', file: 'items.csv', taken: 'bronze.order_items' },
  { source: 'product', file: 'Categories.csv', taken: 'bronze.product_categories' },
  { source: 'unreadable', file: 'lines.csv', taken: 'bronze.unreadable_lines' },
])('a raw table may not be $taken, and nothing is written', async ({ source, file, taken }) => {
  await using shop = await openRawShop({ 'a.csv': 'id\n1\n', [file]: 'id\n1\n' }, source)
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'SOURCE_INVALID',
    message: expect.stringContaining(
      `would be ${taken}, a name that the lake keeps for itself: rename the source, or the table under "files" in source.json`,
    ),
  })
  expect(existsSync(join(shop.from, '../lake/bronze'))).toBe(false)
  shop.declare('source.json', JSON.stringify({ files: { a: 'a.csv', raw: file } }))
  expect((await shop.ingest()).tables).toHaveLength(2)
})

test('a declared file that is not there is named beside the files that are', async () => {
  await using shop = await openRawShop({ 'order.csv': 'id\n1\n' })
  shop.declare('source.json', JSON.stringify({ files: { orders: 'orders_*.csv' } }))
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
    message: expect.stringMatching(/no file orders_\*\.csv in .*; there is order\.csv/),
  })
})

test('a file that is no gzip in spite of its beginning is named', async () => {
  await using shop = await openRawShop({ 'people.csv.gz': Buffer.from([0x1f, 0x8b, 1, 2, 3]) })
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringContaining('people.csv.gz'),
  })
})
