import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { DuckDBInstance } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readRows } from '../../lakehouse/engines/duckdb/rows.ts'
import type { Row } from '../../lakehouse/engines/engine.ts'
import { exported } from '../../lakehouse/exports/export.ts'
import type { FormatName } from '../../lakehouse/exports/formats.ts'
import type { ExportRows } from '../../lakehouse/exports/rows.ts'
import { text } from '../../lakehouse/sql.ts'
import { anyRow, everything, everythingRow } from '../engines/any-row.ts'
import { readers } from './read-back.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-exports-'))
afterAll(() => rmSync(folder, { recursive: true }))

const rows: ExportRows = {
  name: 'everything',
  columns: Object.entries(everything.columns).map(([name, { type }]) => ({
    name,
    type,
    sql: `everything.${name}`,
    isPersonal: false,
  })),
  isJoined: false,
  source: text('from everything order by id'),
}

let files = 0

/** A file that holds these rows, and the rows as the engine reads them. */
async function fileWith(selects: readonly string[]): Promise<{ path: string; held: Row[] }> {
  files += 1
  const path = join(folder, `${files}.duckdb`)
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run(
    `set timezone = 'UTC'; create table everything as ${selects.join(' union all ')}`,
  )
  const held = await readRows(connection, text('select * from everything order by id'))
  connection.closeSync()
  instance.closeSync()
  return { path, held }
}

const read = async (path: string, format: FormatName, asked: ExportRows = rows) =>
  readers[format](await buffer(exported({ path, rows: asked, format }, {})), folder)

/** What each format makes of a cell. */
const CELLS: Readonly<Record<FormatName, (value: unknown, column: string) => unknown>> = {
  parquet: (value) => value,
  arrow: (value) => value,
  ndjson: (value) => (typeof value === 'bigint' ? String(value) : value),
  csv: (value, column) => (column === 'text' ? guarded(value) : value),
  xlsx: sheetCell,
}

const FORMULA = /^[\p{Z}\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]|^[\t\r\n]/u

const guarded = (value: unknown) =>
  typeof value === 'string' && FORMULA.test(value) ? `'${value}` : value

function sheetCell(value: unknown, column: string): unknown {
  if (column === 'text') return writable(value)
  if (column === 'at' || column === 'day') return sheetTime(String(value), column === 'at')
  if (column === 'money' || column === 'count')
    return digits(value) <= 15 ? Number(value) : String(value)
  return value
}

/** A character that XML has no sign for is replaced. */
function writable(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const written = Array.from(value, (character) => {
    const code = character.codePointAt(0)!
    const isWritable = code >= 32 ? code !== 0xfffe && code !== 0xffff : [9, 10, 13].includes(code)
    return isWritable ? character : '\uFFFD'
  })
  return written.join('')
}

/** Sheets know days from March 1900 on, and milliseconds. */
function sheetTime(value: string, isInstant: boolean): string {
  if (value < '1900-03-01' || (isInstant && !value.endsWith('000Z'))) return value
  return isInstant ? value.replace('000Z', 'Z') : `${value}T00:00:00.000Z`
}

const digits = (value: unknown) => String(value).replace(/\D/g, '').replace(/^0+/, '').length

const expected = (held: readonly Row[], format: FormatName) =>
  held.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        value === null ? null : CELLS[format](value, column),
      ]),
    ),
  )

/** CSV has only text. */
const told = (found: readonly Row[], format: FormatName) =>
  format === 'csv' ? found.map(worded) : found

const plain = z.union([z.string(), z.number(), z.bigint(), z.boolean()])

const worded = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value === null || column === 'text'
        ? value
        : column === 'ratio'
          ? Number(value)
          : String(plain.parse(value)),
    ]),
  )

const NASTY = [
  '',
  ' ',
  '"',
  '""',
  ',',
  '\r\n',
  '\n',
  '\t',
  'a,b',
  `'`,
  'NULL',
  '\\N',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '  =1',
  '\u00A0=1',
  '\u200B=1',
  '＝1',
  '﹣1',
  '−1',
  '\t1',
  '\r1',
  "'=1",
  '"=1',
  '_x000D_',
  '_x0041_x0042_',
  '<b>&amp;</b>',
  ']]>',
  'a\rb',
  'a\u0001b',
  '\uFFFE',
  '😀',
  'ação',
  ' a ',
  '{"a":1}',
  '\u2028',
  'é'.repeat(40_000).slice(0, 20_000),
]

test.each(['csv', 'ndjson', 'parquet', 'arrow', 'xlsx'] as const)(
  'what is written as %s is read back by others as it was',
  async (format) => {
    const anyText = fc.oneof(
      fc.constantFrom(...NASTY),
      fc.string({ unit: 'binary' }).filter((value) => !/^\uFEFF|\0/.test(value)),
    )
    const withText = fc.record({ row: anyRow, text: fc.option(anyText) })
    await fc.assert(
      fc.asyncProperty(fc.array(withText, { minLength: 1, maxLength: 60 }), async (given) => {
        const { path, held } = await fileWith(
          given.map((each, id) => everythingRow({ ...each.row, text: each.text, id })),
        )
        expect(told(await read(path, format), format)).toEqual(told(expected(held, format), format))
      }),
      { numRuns: 4, examples: [[NASTY.map((nasty) => ({ row: {}, text: nasty }))]] },
    )
  },
)

test.each(['csv', 'ndjson', 'parquet', 'arrow', 'xlsx'] as const)(
  'many rows are written as %s in their order, none twice, and none at all is a file too',
  async (format) => {
    const { path } = await fileWith([
      `select cast(range as integer) as id, 'text ' || range as text, range as count, cast(range / 4 as decimal(18, 4)) as money,
        range / 7 as ratio, range % 3 = 0 as flag, date '2020-01-01' + cast(range % 1000 as integer) as day,
        case when range % 5 > 0 then timestamptz '2020-01-01 00:00:00+00' + to_seconds(range) end as at from range(5000)`,
    ])
    const found = await read(path, format)
    expect(found.map(({ id }) => Number(id))).toEqual(Array.from({ length: 5000 }, (_, i) => i))
    expect(found.map((row) => row['text'])).toEqual(found.map(({ id }) => `text ${String(id)}`))
    expect(found.filter((row) => row['at'] === null)).toHaveLength(1000)
    const none = { ...rows, source: text('from everything where id < 0') }
    expect(await read(path, format, none)).toEqual([])
  },
)

test.each(['csv', 'ndjson', 'parquet', 'arrow', 'xlsx'] as const)(
  'each column alone is written as %s, a text or not',
  async (format) => {
    const row = { text: 'a', count: 2n, money: '1.5', ratio: 0.5, flag: true }
    const { path, held } = await fileWith([
      everythingRow({ ...row, day: '2020-03-01', at: '2020-03-01 12:00:00+00' }),
    ])
    const [whole] = told(expected(held, format), format)
    for (const column of rows.columns)
      expect(told(await read(path, format, { ...rows, columns: [column] }), format)).toEqual([
        { [column.name]: whole![column.name] },
      ])
  },
)
