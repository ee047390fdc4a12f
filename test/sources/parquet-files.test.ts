import { expect, test } from 'vitest'
import { text } from '../../lakehouse/sql.ts'
import { parquetFile } from './parquet-file.ts'
import { openRawShop } from './raw-shop.ts'

test('values of a foreign writer become exact text', async () => {
  const file = await parquetFile(
    {
      id: { type: 'INT64' },
      'Unit Price': { type: 'DOUBLE', optional: true },
      code: { type: 'BYTE_ARRAY' },
      paid_at: { type: 'TIMESTAMP_MILLIS' },
      day: { type: 'DATE' },
      paid: { type: 'BOOLEAN', compression: 'SNAPPY' },
      tags: { type: 'UTF8', repeated: true },
    },
    [
      {
        id: 9_007_199_254_740_991,
        'Unit Price': 1e21,
        code: Buffer.from('é'),
        paid_at: new Date('2026-01-02T03:04:05.678Z'),
        day: new Date('2026-01-02'),
        paid: true,
        tags: ['a', 'b'],
      },
      {
        id: -1,
        code: Buffer.from([0xff]),
        paid_at: new Date(0),
        day: new Date(0),
        paid: false,
        tags: [],
      },
    ],
  )
  await using shop = await openRawShop({ 'lines.parquet': file })
  expect((await shop.ingest()).unreadable).toBe(0n)
  expect(
    await shop.rows(
      'select id, unit_price, code, paid_at, day, paid, tags, _line from bronze.shop_lines order by _line',
    ),
  ).toEqual([
    {
      id: '9007199254740991',
      unit_price: '1000000000000000000000.0000000000',
      code: 'é',
      paid_at: '2026-01-02 03:04:05.678Z',
      day: '2026-01-02',
      paid: 'true',
      tags: '["a","b"]',
      _line: 1n,
    },
    {
      id: '-1',
      unit_price: null,
      code: '\\xFF',
      paid_at: '1970-01-01 00:00:00Z',
      day: '1970-01-01',
      paid: 'false',
      tags: '[]',
      _line: 2n,
    },
  ])
})

test('decimals, large integers, wall clocks and instants become exact text', async () => {
  await using shop = await openRawShop()
  await shop.engine.rows(
    text(`copy (
      select 12345678901234567.10::decimal(38, 2) as amount, 9223372036854775807::bigint as id,
        timestamp '2026-01-02 03:04:05.000001' as wall, timestamptz '2026-01-02 03:04:05+02' as instant,
        {'a': 'x', 'b': [1, 2]} as nested, '' as blank, 0.00001::double as small
    ) to '${shop.from}/lines.parquet' (format parquet)`),
  )
  await shop.ingest()
  expect(
    await shop.rows(
      'select amount, id, wall, instant, nested, blank, small from bronze.shop_lines',
    ),
  ).toEqual([
    {
      amount: '12345678901234567.10',
      id: '9223372036854775807',
      wall: '2026-01-02 03:04:05.000001',
      instant: '2026-01-02 01:04:05+00',
      nested: '{"a":"x","b":[1,2]}',
      blank: null,
      small: '0.0000100000',
    },
  ])
})

const written = (name: string) =>
  parquetFile({ id: { type: 'INT32' }, name: { type: 'UTF8' } }, [{ id: 3, name }])

test('files of one table may differ in format and in columns, and only changed ones are read', async () => {
  await using shop = await openRawShop({
    'days/1.csv': 'id,name\n1,Ana\n',
    'days/2.ndjson': '{"city":"Rio","id":2}\n',
    'days/3.parquet': await written('Cy'),
  })
  shop.declare('source.json', JSON.stringify({ files: { people: 'days/*' } }))
  const people = 'select id, name, city, _line, _run_id from bronze.shop_people order by id'
  await shop.ingest()
  expect(await shop.rows(people)).toEqual([
    { id: '1', name: 'Ana', city: null, _line: 2n, _run_id: 'run-1' },
    { id: '2', name: null, city: 'Rio', _line: 1n, _run_id: 'run-1' },
    { id: '3', name: 'Cy', city: null, _line: 1n, _run_id: 'run-1' },
  ])
  expect((await shop.ingest({ runId: 'run-2' })).isChanged).toBe(false)
  shop.give('days/3.parquet', await written('Cyd'))
  shop.give('days/4.json', '[{"id":4}]')
  expect((await shop.ingest({ runId: 'run-3' })).isChanged).toBe(true)
  expect((await shop.rows(people)).map(({ id, name, _run_id }) => [id, name, _run_id])).toEqual([
    ['1', 'Ana', 'run-1'],
    ['2', null, 'run-1'],
    ['3', 'Cyd', 'run-3'],
    ['4', null, 'run-3'],
  ])
})

test('a file that is no Parquet is named', async () => {
  await using shop = await openRawShop({ 'lines.parquet': 'id,name\n1,Ana\n' })
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(
      /lines\.parquet cannot be read: expected Parquet, found something else/,
    ),
  })
})

test('source.json says what format a file of another name has', async () => {
  await using shop = await openRawShop({ 'people.log': '{"id":1}\n' })
  shop.declare(
    'source.json',
    JSON.stringify({ files: { people: { pattern: 'people.log', format: 'json' } } }),
  )
  await shop.ingest()
  expect(await shop.rows('select id from bronze.shop_people')).toEqual([{ id: '1' }])
})

test('a Parquet file whose name would be a pattern is read alone', async () => {
  await using shop = await openRawShop({
    'a [1].parquet': await written('Ana'),
    'a 1.parquet': await written('Bo'),
  })
  shop.declare('source.json', JSON.stringify({ files: { people: 'a [[]1].parquet' } }))
  await shop.ingest()
  expect(await shop.rows('select name from bronze.shop_people')).toEqual([{ name: 'Ana' }])
})
