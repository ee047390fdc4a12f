import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { openRawShop } from './raw-shop.ts'

const NAMES = 'select id, name, _line from bronze.shop_people order by _line'

test.each([
  {
    name: 'one object a line',
    file: 'people.ndjson',
    content: '{"id":1,"name":"Ana"}\n{"id":2,"name":"Bo"}\n',
    rows: [
      ['1', 'Ana', 1n],
      ['2', 'Bo', 2n],
    ],
  },
  {
    name: 'blank lines, returns and no end of the last line',
    file: 'people.jsonl',
    content: '\r\n{"id":1,"name":"Ana"}\r\n\r\n{"id":2,"name":"Bo"}',
    rows: [
      ['1', 'Ana', 2n],
      ['2', 'Bo', 4n],
    ],
  },
  {
    name: 'an array',
    file: 'people.json',
    content: '\n [ {"id":1,\n "name":"A]n}a,"} , {"id":2,"name":"B\\"o\\\\"} ] \n',
    rows: [
      ['1', 'A]n}a,', 1n],
      ['2', 'B"o\\', 2n],
    ],
  },
  {
    name: 'one object a line under the name .json',
    file: 'people.json',
    content: '{"id":1,"name":"Ana"}\n',
    rows: [['1', 'Ana', 1n]],
  },
  {
    name: 'a byte order mark',
    file: 'people.json',
    content: '\uFEFF[{"id":1,"name":"Ana"}]',
    rows: [['1', 'Ana', 1n]],
  },
  {
    name: 'gzip',
    file: 'people.ndjson.gz',
    content: gzipSync('{"id":1,"name":"Ana"}\n'),
    rows: [['1', 'Ana', 1n]],
  },
  {
    name: 'numbers that no double holds',
    file: 'people.json',
    content: '[{"id":12345678901234567890.10,"name":1.50},{"id":1e400,"name":-0}]',
    rows: [
      ['12345678901234567890.10', '1.50', 1n],
      ['1e400', '-0', 2n],
    ],
  },
  {
    name: 'nested values, kept as JSON',
    file: 'people.json',
    content: '[{"id":[1.0,{"a":null}],"name":{"first":"Ana","n":2.50}}]',
    rows: [['[1.0,{"a":null}]', '{"first":"Ana","n":2.50}', 1n]],
  },
  {
    name: 'words, nothing and the empty text',
    file: 'people.json',
    content: '[{"id":true,"name":null},{"id":false,"name":""},{"id":"null"}]',
    rows: [
      ['true', null, 1n],
      ['false', null, 2n],
      ['null', null, 3n],
    ],
  },
  {
    name: 'keys that come late and in another order',
    file: 'people.ndjson',
    content: '{"id":1}\n{"name":"Bo","id":2}\n',
    rows: [
      ['1', null, 1n],
      ['2', 'Bo', 2n],
    ],
  },
  {
    name: 'escapes, line breaks and a half of a character',
    file: 'people.ndjson',
    content: '{"id":"\\u00e9\\n\\u0000\\t","name":"\\ud83d\\ude00\\ud83d"}\n',
    rows: [['é\n\0\t', '😀\uFFFD', 1n]],
  },
])('a JSON file with $name reaches bronze as it is', async ({ file, content, rows }) => {
  await using shop = await openRawShop({ [file]: content })
  expect((await shop.ingest()).unreadable).toBe(0n)
  const read = await shop.rows(NAMES)
  expect(read.map((row) => [row['id'], row['name'], row['_line']])).toEqual(rows)
})

test('an array that is longer than what is read at once keeps every element', async () => {
  const people = Array.from({ length: 30_000 }, (_, i) => ({
    id: i,
    name: `"[{\\${'x'.repeat(i % 90)}`,
  }))
  await using shop = await openRawShop({ 'people.json': JSON.stringify(people, null, 2) })
  await shop.ingest()
  const [counted] = await shop.rows(`
    select count(*) as found, min(length(name)) as shortest, count(distinct name) as names
    from bronze.shop_people where cast(id as bigint) = _line - 1`)
  expect(counted).toEqual({ found: 30_000n, shortest: 4n, names: 90n })
})

test.each([
  { name: 'a line that is cut', line: '{"id":2,"na', says: 'JSON' },
  { name: 'a line of another form', line: '2,Bo', says: 'JSON' },
  { name: 'a list', line: '[2,"Bo"]', says: 'it is another value' },
  { name: 'a number', line: '2.0', says: 'it is another value' },
])('$name is kept apart and takes no other with it', async ({ line, says }) => {
  await using shop = await openRawShop({
    'people.ndjson': `{"id":1,"name":"Ana"}\n${line}\n{"id":3,"name":"Cy"}\n`,
  })
  expect((await shop.ingest()).unreadable).toBe(1n)
  expect((await shop.rows(NAMES)).map(({ _line }) => _line)).toEqual([1n, 3n])
  expect(
    await shop.rows('select text, reason, _source, _line from quarantine.unreadable_lines'),
  ).toEqual([
    {
      text: line,
      reason: expect.stringMatching(`^expected a JSON object, found none: .*${says}`),
      _source: 'people.ndjson',
      _line: 2n,
    },
  ])
})

test('an element of an array that is no object is kept apart', async () => {
  await using shop = await openRawShop({ 'people.json': '[{"id":1,"name":"Ana"}, 2, {"id":3}]' })
  expect((await shop.ingest()).unreadable).toBe(1n)
  expect((await shop.rows(NAMES)).map(({ _line }) => _line)).toEqual([1n, 3n])
})

test.each([
  { name: 'no JSON', content: 'id,name\n1,Ana\n', says: 'record 1: expected a JSON object' },
  { name: 'cut', content: '[{"id":1},{"id":2', says: 'the array does not end' },
  { name: 'two arrays', content: '[{"id":1}][{"id":2}]', says: 'after the end of the array' },
  { name: 'one value', content: '"id"', says: 'record 1: expected a JSON object' },
  {
    name: 'not UTF-8',
    content: Buffer.from('[{"id":"José"}]', 'latin1'),
    says: 'was not valid for encoding utf-8',
  },
])('a file that is $name is named', async ({ content, says }) => {
  await using shop = await openRawShop({ 'people.json': content })
  await expect(shop.ingest()).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(`people\\.json cannot be read: .*${says}`),
  })
})

test('a file of another encoding is read when source.json says so', async () => {
  await using shop = await openRawShop({ 'people.json': Buffer.from('[{"id":"José"}]', 'latin1') })
  shop.declare(
    'source.json',
    JSON.stringify({ files: { people: { pattern: 'people.json', encoding: 'latin-1' } } }),
  )
  await shop.ingest()
  expect(await shop.rows('select id from bronze.shop_people')).toEqual([{ id: 'José' }])
})

test.each(['', ' \n', '[]', '{}\n'])('a JSON file of nothing (%j) has no rows', async (content) => {
  await using shop = await openRawShop({ 'people.json': content })
  expect((await shop.ingest()).tables[0]).toMatchObject({ rows: 0n })
})
