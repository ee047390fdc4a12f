import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openRawShop } from './raw-shop.ts'

const field = fc.string({
  unit: fc.constantFrom('a', 'é', '1', ' ', ',', ';', '\t', '"', '""', '\n', "'", '\\', '|'),
})

/** Rows of three fields, the first of which is not empty, so that no record is a blank line. */
const table = fc.array(
  fc.tuple(
    field.filter((text) => text !== ''),
    field,
    field,
  ),
  { maxLength: 12 },
)

test('any text survives, with the line on which its record starts', async () => {
  await using shop = await openRawShop()
  const samples = fc.sample(fc.tuple(table, fc.constantFrom(',', ';', '\t', '|'), fc.boolean()), 40)
  for (const [i, [rows, delimiter, isAllQuoted]] of samples.entries()) {
    const written = [['k', 'v', 'w'], ...rows].map((row) =>
      row.map((text) => quoted(text, delimiter, isAllQuoted)).join(delimiter),
    )
    shop.give(`t${i}.csv`, `${written.join('\n')}\n`)
  }
  const { unreadable } = await shop.ingest()
  expect(unreadable).toBe(0n)
  for (const [i, [rows]] of samples.entries()) {
    let line = 1n
    const expected = rows.map(([k, v, w], place) => {
      line += BigInt((place === 0 ? '' : rows[place - 1]!.join('')).split('\n').length)
      return { k, v: v || null, w: w || null, _line: line }
    })
    expect(await shop.rows(`select k, v, w, _line from bronze.shop_t${i} order by _line`)).toEqual(
      expected,
    )
  }
})

test('the same rows in any format are the same rows of bronze', async () => {
  await using shop = await openRawShop()
  const files: Record<string, string> = {}
  const samples = fc.sample(table, 20)
  for (const [i, rows] of samples.entries()) {
    const objects = rows.map(([k, v, w]) => JSON.stringify({ k, v, w }))
    const delimited = (delimiter: string) =>
      [['k', 'v', 'w'], ...rows]
        .map((row) => row.map((text) => quoted(text, delimiter, false)).join(delimiter))
        .join('\n')
    const written = {
      'csv.csv': delimited(','),
      'tsv.tsv': delimited('\t'),
      'lines.ndjson': objects.join('\n'),
      'array.json': `[${objects.join(' ,\n')}]`,
    }
    for (const [file, content] of Object.entries(written)) {
      files[`t${i}_${file.split('.')[0]!}`] = `t${i}_${file}`
      shop.give(`t${i}_${file}`, content)
    }
  }
  shop.declare('source.json', JSON.stringify({ files }))
  expect((await shop.ingest()).unreadable).toBe(0n)
  for (const [i, rows] of samples.entries()) {
    const expected = rows.map((row) => row.map((text) => text || null))
    for (const format of ['csv', 'tsv', ...(rows.length === 0 ? [] : ['lines', 'array'])]) {
      const read = await shop.rows(`select k, v, w from bronze.shop_t${i}_${format} order by _line`)
      expect(read.map(({ k, v, w }) => [k, v, w])).toEqual(expected)
    }
  }
})

function quoted(text: string, delimiter: string, isAlways: boolean): string {
  const isNeeded = isAlways || text.includes('"') || text.includes('\n') || text.includes(delimiter)
  return isNeeded ? `"${text.replaceAll('"', '""')}"` : text
}
