import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSnapshot } from '../../lakehouse/delta/snapshot.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { anyRow, everything, everythingRow } from '../engines/any-row.ts'
import { lakeWith } from './lake-with.ts'

/** A bound as the log has it, its digits untouched. */
function boundIn(stats: string, side: 'minValues' | 'maxValues', column: string) {
  const values = new RegExp(`"${side}":(\\{.*?\\})(?:,"(?:max|null)|$)`).exec(stats)![1]!
  return new RegExp(`"${column}":(-?[0-9.]+)`).exec(values)?.[1]
}

/** Above every text. */
const LAST = '\u{10ffff}\u{10ffff}'

/** Readers compare texts by their UTF-8 bytes. */
const isBefore = (left: string, right: string) => Buffer.from(left).compare(Buffer.from(right)) < 0

const unscaled = (decimal: string) => BigInt(decimal.replace('.', ''))

test('bounds of bigints, decimals, days and instants are exact', async () => {
  await using lake = await lakeWith(0)
  const table = tableIn(lake.engine, lake.lake, everything.name)
  const rows = fc.array(anyRow, { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const select = written.map((row, id) => everythingRow({ ...row, id })).join(' union all ')
      await lake.engine.write(everything, select, { mode: 'overwrite' })
      const [file] = (await readSnapshot(table)).files.values()
      const stats = file!.stats!
      const counts = written
        .flatMap(({ count }) => count ?? [])
        .sort((a, b) => Number(a - b > 0n) * 2 - 1)
      expect(boundIn(stats, 'minValues', 'count')).toBe(counts.at(0)?.toString())
      expect(boundIn(stats, 'maxValues', 'count')).toBe(counts.at(-1)?.toString())
      const amounts = written.flatMap(({ money }) => money ?? []).map(unscaled)
      const amountBound = boundIn(stats, 'maxValues', 'money')
      const largest = amounts.reduce(
        (left, right) => (left > right ? left : right),
        amounts[0] ?? 0n,
      )
      expect(amountBound === undefined ? undefined : unscaled(amountBound)).toBe(
        amounts.length === 0 ? undefined : largest,
      )
      const { minValues, maxValues, nullCount, numRecords } = JSON.parse(stats)
      for (const column of ['day', 'at'] as const) {
        const values = written.flatMap((row) => row[column] ?? []).sort()
        expect([minValues[column], maxValues[column]]).toEqual([values.at(0), values.at(-1)])
        expect(nullCount[column]).toBe(written.length - values.length)
      }
      expect(numRecords).toBe(written.length)
    }),
    { numRuns: 25 },
  )
})

test('bounds of any texts hold: a reader that trusts them skips no row', async () => {
  await using lake = await lakeWith(0)
  const table = tableIn(lake.engine, lake.lake, everything.name)
  const long = fc.string({ unit: 'grapheme', minLength: 20, maxLength: 60 })
  const texts = fc.array(fc.oneof(fc.string(), long), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(texts, async (drawn) => {
      const written = drawn.map((text) => text.replaceAll('\0', '').toWellFormed())
      const select = written.map((text, id) => everythingRow({ text, id })).join(' union all ')
      await lake.engine.write(everything, select, { mode: 'overwrite' })
      const [file] = (await readSnapshot(table)).files.values()
      const { minValues, maxValues } = JSON.parse(file!.stats!)
      const [first, last] = [minValues.text ?? '', maxValues.text ?? LAST]
      const outside = written.filter((text) => isBefore(text, first) || isBefore(last, text))
      expect(outside).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('a file with NaN has no bounds for that column, an infinite bound is left out', async () => {
  await using lake = await lakeWith(0)
  const table = tableIn(lake.engine, lake.lake, everything.name)
  const bounds = async (...ratios: string[]) => {
    const select = ratios.map((ratio, id) => everythingRow({ ratio, id })).join(' union all ')
    await lake.engine.write(everything, select, { mode: 'overwrite' })
    const [file] = (await readSnapshot(table)).files.values()
    const { minValues, maxValues } = JSON.parse(file!.stats!)
    return [minValues.ratio, maxValues.ratio]
  }
  expect(await bounds('1.5', '2')).toEqual([1.5, 2])
  expect(await bounds('1.5', 'nan')).toEqual([undefined, undefined])
  expect(await bounds('1.5', 'inf')).toEqual([1.5, undefined])
})
