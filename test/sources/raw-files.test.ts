import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openRawShop } from './raw-shop.ts'

const latin = (text: string) => Buffer.from(text, 'latin1')

test.each([
  {
    name: 'commas',
    content: 'id,name\n1,Ana\n2,Bo\n',
    rows: [
      ['1', 'Ana', 2n],
      ['2', 'Bo', 3n],
    ],
  },
  {
    name: 'no line end after the last record',
    content: 'id,name\n1,Ana',
    rows: [['1', 'Ana', 2n]],
  },
  {
    name: 'semicolons with commas inside',
    content: 'id;name\n1;1,5\n2;2,5\n',
    rows: [
      ['1', '1,5', 2n],
      ['2', '2,5', 3n],
    ],
  },
  { name: 'tabs', content: 'id\tname\n1\tAna, Bo\n', rows: [['1', 'Ana, Bo', 2n]] },
  { name: 'bars', content: 'id|name\n1|a;b\n', rows: [['1', 'a;b', 2n]] },
  { name: 'a byte order mark', content: '﻿id,name\n1,Ana\n', rows: [['1', 'Ana', 2n]] },
  {
    name: 'returns and line feeds',
    content: 'id,name\r\n1,Ana\r\n2,Bo\r\n',
    rows: [
      ['1', 'Ana', 2n],
      ['2', 'Bo', 3n],
    ],
  },
  {
    name: 'returns alone',
    content: 'id,name\r1,Ana\r2,Bo\r',
    rows: [
      ['1', 'Ana', 2n],
      ['2', 'Bo', 3n],
    ],
  },
  { name: 'gzip', content: gzipSync('id,name\n1,Ana\n'), rows: [['1', 'Ana', 2n]] },
  {
    name: 'gzip in two parts',
    content: Buffer.concat([gzipSync('id,name\n1,A'), gzipSync('na\n2,Bo\n')]),
    rows: [
      ['1', 'Ana', 2n],
      ['2', 'Bo', 3n],
    ],
  },
  { name: 'Latin-1', content: latin('id,name\n1,José\n'), rows: [['1', 'José', 2n]] },
  {
    name: 'Windows-1252',
    content: Buffer.concat([latin('id,name\n1,'), Buffer.from([0x80, 0x93, 0x94]), latin('\n')]),
    rows: [['1', '€“”', 2n]],
  },
  { name: 'UTF-16', content: Buffer.from('﻿id,name\n1,São\n', 'utf16le'), rows: [['1', 'São', 2n]] },
  { name: 'everything quoted', content: '"id","name"\n"1","Ana"\n', rows: [['1', 'Ana', 2n]] },
  {
    name: 'the delimiter in quotes',
    content: 'id,name\n1,"Ana, Bo; Cy"\n',
    rows: [['1', 'Ana, Bo; Cy', 2n]],
  },
  {
    name: 'doubled quotes',
    content: 'id,name\n1,"""Ana"" the ""great"""\n2,""""\n',
    rows: [
      ['1', '"Ana" the "great"', 2n],
      ['2', '"', 3n],
    ],
  },
  {
    name: 'a quote inside a field without quotes',
    content: 'id,name\n1,24" screen\n2,5" and 3"\n',
    rows: [
      ['1', '24" screen', 2n],
      ['2', '5" and 3"', 3n],
    ],
  },
  {
    name: 'quotes of both kinds in one record',
    content: 'id,name,size\n1,"a,b",24" wide\n',
    rows: [['1', 'a,b', 2n]],
  },
  { name: 'single quotes', content: "'id','name'\n'1','Ana, Bo'\n", rows: [['1', 'Ana, Bo', 2n]] },
  {
    name: 'line breaks in quotes',
    content: 'id,name\n1,"Ana\n\nof\n"\n2,Bo\n',
    rows: [
      ['1', 'Ana\n\nof\n', 2n],
      ['2', 'Bo', 6n],
    ],
  },
  {
    name: 'line feeds in quotes between returns',
    content: 'id,name\r\n1,"Ana\nBo"\r\n2,Cy\r\n',
    rows: [
      ['1', 'Ana\nBo', 2n],
      ['2', 'Cy', 4n],
    ],
  },
  {
    name: 'returns in quotes',
    content: 'id,name\r\n1,"Ana\r\nBo"\r\n2,Cy\r\n',
    rows: [
      ['1', 'Ana\r\nBo', 2n],
      ['2', 'Cy', 4n],
    ],
  },
  {
    name: 'a record that closes and opens on one line',
    content: 'id,name,more\n1,"a\nb","c\nd"\n2,e,f\n',
    rows: [
      ['1', 'a\nb', 2n],
      ['2', 'e', 5n],
    ],
  },
  {
    name: 'a line that begins with a doubled quote in quotes',
    content: 'id,name\n1,"a ""b\n"""\n2,"c ""d\n"""\n',
    rows: [
      ['1', 'a "b\n"', 2n],
      ['2', 'c "d\n"', 4n],
    ],
  },
  {
    name: 'blank lines',
    content: '\nid,name\n\n1,Ana\n\n\n2,Bo\n\n',
    rows: [
      ['1', 'Ana', 4n],
      ['2', 'Bo', 7n],
    ],
  },
  {
    name: 'blanks around values, kept',
    content: 'id,name\n 1 , Ana\n',
    rows: [[' 1 ', ' Ana', 2n]],
  },
  {
    name: 'empty fields, quoted or not',
    content: 'id,name\n1,\n2,""\n',
    rows: [
      ['1', null, 2n],
      ['2', null, 3n],
    ],
  },
  {
    name: 'words that mean nothing elsewhere',
    content: 'id,name\n001,NULL\n1e3,true\n',
    rows: [
      ['001', 'NULL', 2n],
      ['1e3', 'true', 3n],
    ],
  },
  {
    name: 'empty fields more than the header',
    content: 'id,name\n1,Ana,,\n',
    rows: [['1', 'Ana', 2n]],
  },
  { name: 'a header alone', content: 'id,name\n', rows: [] },
  { name: 'a header over two lines', content: 'id,"name\n"\n1,Ana\n', rows: [['1', 'Ana', 3n]] },
])('a file with $name reaches bronze as it is', async ({ content, rows }) => {
  await using shop = await openRawShop({ 'people.csv': content })
  const ingested = await shop.ingest()
  expect(ingested.unreadable).toBe(0n)
  const read = await shop.rows('select id, name, _line from bronze.shop_people order by _line')
  expect(read.map((row) => [row['id'], row['name'], row['_line']])).toEqual(rows)
})

test('a file of one column has no delimiter', async () => {
  await using shop = await openRawShop({ 'ids.csv': 'id\na b\n"c\nd"\n' })
  await shop.ingest()
  expect(await shop.rows('select id, _line from bronze.shop_ids order by _line')).toEqual([
    { id: 'a b', _line: 2n },
    { id: 'c\nd', _line: 3n },
  ])
})

test('a very long line is read', async () => {
  await using shop = await openRawShop({
    'people.csv': `id,name\n1,${'x'.repeat(5_000_000)}\n2,Bo\n`,
  })
  await shop.ingest()
  expect(
    await shop.rows('select id, length(name) as size from bronze.shop_people order by id'),
  ).toEqual([
    { id: '1', size: 5_000_000n },
    { id: '2', size: 2n },
  ])
})

test('header words become names that every engine takes, and are kept as meanings', async () => {
  await using shop = await openRawShop({
    'things.csv': 'Order ID,order-id,,Preço (R$),_line\n1,2,3,4,5\n',
  })
  const { tables } = await shop.ingest()
  const { columns } = tables[0]!.contract
  const words = Object.entries(columns).map(([name, { meaning }]) => [name, meaning])
  expect(words.slice(0, 5)).toEqual([
    ['order_id', 'Order ID'],
    ['order_id_2', 'order-id'],
    ['column_3', '(no name)'],
    ['preco_r', 'Preço (R$)'],
    ['line', '_line'],
  ])
  expect(
    await shop.rows('select order_id, order_id_2, column_3, preco_r, line from bronze.shop_things'),
  ).toEqual([{ order_id: '1', order_id_2: '2', column_3: '3', preco_r: '4', line: '5' }])
})

test('source.json says how a file is read where its form is misleading', async () => {
  await using shop = await openRawShop({ 'a.txt': "id^name\n1^'x\\'y'\n" })
  shop.declare(
    'source.json',
    JSON.stringify({
      files: { a: { pattern: 'a.txt', delimiter: '^', quote: "'", escape: '\\' } },
    }),
  )
  await shop.ingest()
  expect(await shop.rows('select id, name from bronze.shop_a')).toEqual([{ id: '1', name: "x'y" }])
})

test.each([
  { name: 'too few fields', line: '2', reason: 'expected 2 fields as in the header, found 1' },
  { name: 'too many fields', line: '2,b,c', reason: 'expected 2 fields as in the header, found 3' },
  {
    name: 'text after a closing quote',
    line: '2,"b" c',
    reason: 'expected every quote closed before a delimiter or the end, found one that is not',
  },
  {
    name: 'a quote that is never closed',
    line: '2,"b',
    reason: 'expected every quote closed before a delimiter or the end, found one that is not',
  },
])('a record with $name is kept apart and takes no other with it', async ({ line, reason }) => {
  await using shop = await openRawShop({
    'people.csv': `id,name\n1,Ana\n${line}\n3,Cy\n4,"Di, Ed"\n5,"F\nG"\n`,
  })
  const ingested = await shop.ingest()
  expect(ingested.unreadable).toBe(1n)
  expect(await shop.rows('select id, name, _line from bronze.shop_people order by _line')).toEqual([
    { id: '1', name: 'Ana', _line: 2n },
    { id: '3', name: 'Cy', _line: 4n },
    { id: '4', name: 'Di, Ed', _line: 5n },
    { id: '5', name: 'F\nG', _line: 6n },
  ])
  expect(
    await shop.rows(
      'select table_name, text, reason, _source, _line from quarantine.unreadable_lines',
    ),
  ).toEqual([
    { table_name: 'bronze.shop_people', text: line, reason, _source: 'people.csv', _line: 3n },
  ])
})

test('a quote that is open to the end of the file costs its own line only', async () => {
  await using shop = await openRawShop({ 'people.csv': 'id,name\n1,"Ana\n2,Bo\n3,Cy\n' })
  expect((await shop.ingest()).unreadable).toBe(1n)
  expect(await shop.rows('select id from bronze.shop_people order by id')).toEqual([
    { id: '2' },
    { id: '3' },
  ])
})

test('files of one table may have other columns, in another order', async () => {
  await using shop = await openRawShop({
    'd/1.csv': 'id,name\n1,Ana\n',
    'd/2.csv': 'city;id\nRio;2\n',
  })
  shop.declare('source.json', JSON.stringify({ files: { people: 'd/*.csv' } }))
  await shop.ingest()
  expect(
    await shop.rows('select id, name, city, _source from bronze.shop_people order by id'),
  ).toEqual([
    { id: '1', name: 'Ana', city: null, _source: 'd/1.csv' },
    { id: '2', name: null, city: 'Rio', _source: 'd/2.csv' },
  ])
})

test.each(['a [1].csv', 'a*.csv', 'a?.csv', 'a {b,c}.csv', 'a (1).csv', "it's.csv"])(
  'a file with the name %s is read, and no other that its name would fit as a pattern',
  async (file) => {
    await using shop = await openRawShop({
      [file]: 'id\n1\n',
      'ab.csv': 'id\n2\n',
      'a1.csv': 'id\n3\n',
    })
    const { tables } = await shop.ingest()
    const read = tables.find(({ files }) => files.some(({ path }) => path === file))
    expect(read).toMatchObject({ rows: 1n, files: [{ path: file }] })
    expect(await shop.rows(`select id from ${read!.contract.name}`)).toEqual([{ id: '1' }])
  },
)

test('extensions in any case are read', async () => {
  await using shop = await openRawShop({ 'sales_1.csv': 'id\n1\n', 'SALES_2.CSV': 'id\n2\n' })
  await shop.ingest()
  expect(await shop.rows('select id from bronze.shop_sales_1')).toEqual([{ id: '1' }])
  expect(await shop.rows('select id from bronze.shop_sales_2')).toEqual([{ id: '2' }])
})
