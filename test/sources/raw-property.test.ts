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

function quoted(text: string, delimiter: string, isAlways: boolean): string {
  const isNeeded = isAlways || text.includes('"') || text.includes('\n') || text.includes(delimiter)
  return isNeeded ? `"${text.replaceAll('"', '""')}"` : text
}
