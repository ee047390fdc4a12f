import { afterAll, beforeAll, expect, test } from 'vitest'
import { valueForm } from '../../jobs/drafts/value-form.ts'
import type { ColumnType } from '../../lakehouse/contracts/contract.ts'
import { sql, text } from '../../lakehouse/sql.ts'
import { type Session, openSession } from '../../lakehouse/engines/duckdb/session.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

let session: Session
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  session = await openSession({ scratch: folder.path })
})

afterAll(async () => {
  await session[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

/** What the SQL that was guessed from the values makes of each of them. */
async function converted(values: readonly string[], kind: ColumnType, name = 'column') {
  const form = valueForm(values, { name, kind })
  if (form === undefined) return undefined
  const rows = await session.rows(
    sql`select ${text(form.sql('given'))} as made from (select unnest(${values}) as given)`,
  )
  return { made: rows.map(({ made }) => made), note: form.note }
}

test.each([
  {
    name: 'ISO days and instants, which stay',
    values: ['2025-12-31', '2025-12-31T10:00:00Z', '2025-12-31 10:00'],
    made: ['2025-12-31', '2025-12-31T10:00:00Z', '2025-12-31 10:00'],
  },
  { name: 'day first', values: ['31/12/2025', '1/2/2025'], made: ['2025-12-31', '2025-02-01'] },
  { name: 'month first', values: ['12/31/2025', '1/2/2025'], made: ['2025-12-31', '2025-01-02'] },
  {
    name: 'points and short years',
    values: ['31.12.25', '01.02.26'],
    made: ['2025-12-31', '2026-02-01'],
  },
  {
    name: 'times, some with seconds',
    values: ['31/12/2025 9:05', '30/12/2025 23:59:01'],
    made: ['2025-12-31 09:05:00', '2025-12-30 23:59:01'],
  },
  {
    name: 'times of the afternoon',
    values: ['12/31/2025 1:05 PM', '12/30/2025 11:59 AM'],
    made: ['2025-12-31 13:05:00', '2025-12-30 11:59:00'],
  },
  {
    name: 'year first without zeros',
    values: ['2025/1/2', '2025/12/31'],
    made: ['2025-01-02', '2025-12-31'],
  },
  { name: 'digits alone', values: ['20251231', '20250102'], made: ['2025-12-31', '2025-01-02'] },
  {
    name: 'seconds since 1970',
    values: ['1735689600', '1735689601'],
    made: ['2025-01-01T00:00:00Z', '2025-01-01T00:00:01Z'],
  },
  {
    name: 'milliseconds since 1970',
    values: ['1735689600000'],
    made: ['2025-01-01T00:00:00Z'],
  },
  {
    name: 'a word for UTC',
    values: ['2019-10-01 00:00:00 UTC', '2019-10-01 23:00:09 UTC'],
    made: ['2019-10-01 00:00:00Z', '2019-10-01 23:00:09Z'],
  },
  {
    name: 'offsets behind a blank',
    values: ['2025-12-31 10:00:00 -0300', '2025-12-31 10:00:00 +0200'],
    made: ['2025-12-31 10:00:00-0300', '2025-12-31 10:00:00+0200'],
  },
  {
    name: 'English months',
    values: ['Dec 31, 2025', 'Jan 2, 2026'],
    made: ['2025-12-31', '2026-01-02'],
  },
  {
    name: 'Portuguese months',
    values: ['31 de dezembro de 2025', '2 de março de 2026'],
    made: ['2025-12-31', '2026-03-02'],
  },
  {
    name: 'German months',
    values: ['31-Okt-2025', '2-Mai-2026'],
    made: ['2025-10-31', '2026-05-02'],
  },
  {
    name: 'dirt and words for nothing among them',
    values: [...Array.from({ length: 20 }, () => '31/12/2025'), 'N/A', 'soon'],
    made: [...Array.from({ length: 20 }, () => '2025-12-31'), null, 'soon'],
  },
])('dates are read: $name', async ({ values, made }) => {
  const read = await converted(values, 'timestamp')
  expect(read?.made).toEqual(made)
})

test('days that fit both orders are taken day first, and that is said', async () => {
  expect(await converted(['01/02/2025', '03/04/2025'], 'date')).toEqual({
    made: ['2025-02-01', '2025-04-03'],
    note: 'every day fits %d/%m/%Y and %m/%d/%Y: the day is taken to be first',
  })
})

test.each([
  { name: 'plain', values: ['1', '-2.50', '+3'], made: ['1', '-2.50', '+3'] },
  { name: 'decimal commas', values: ['1.234,56', '12,5', '7'], made: ['1234.56', '12.5', '7'] },
  { name: 'grouped', values: ['1,234.56', '12.50', '1,000'], made: ['1234.56', '12.50', '1000'] },
  {
    name: 'few with commas',
    values: [...Array.from({ length: 30 }, () => '7'), '7,25'],
    made: [...Array.from({ length: 30 }, () => '7'), '7.25'],
  },
  { name: 'currencies', values: ['€ 12', '€ 1.250,00'], made: ['12', '1250.00'] },
  { name: 'reais', values: ['R$ 12,90', 'R$ 1.012,90'], made: ['12.90', '1012.90'] },
  { name: 'words behind', values: ['12.50 EUR', '3 EUR'], made: ['12.50', '3'] },
  { name: 'blanks between thousands', values: ['1 234,50', '12,00'], made: ['1234.50', '12.00'] },
  { name: 'percent', values: ['12%', '0%'], made: ['12', '0'] },
  {
    name: 'a word in place of one',
    values: ['2', '1', '€ 1', 'six', '1', '6'],
    made: ['2', '1', '1', 'six', '1', '6'],
  },
  {
    name: 'what is taken off, in parentheses or behind a minus of typesetters',
    values: ['5.00', '(5.00)', '−7.25'],
    made: ['5.00', '-5.00', '-7.25'],
  },
  { name: 'nothing', values: ['1.5', '-', 'n/a'], made: ['1.5', null, null] },
])('numbers are read: $name', async ({ values, made }) => {
  expect((await converted(values, 'decimal'))?.made).toEqual(made)
})

test('a mark that may part thousands or decimals is said to be a guess', async () => {
  expect((await converted(['1,250', '3,500'], 'decimal'))?.note).toBe(
    'written as 1,234.56, no value tells whether its mark parts thousands or decimals',
  )
})

test('a discount as a share of one becomes percent, and one in percent stays', async () => {
  expect((await converted(['0.2', '0', '1'], 'decimal', 'discount_percent'))?.made).toEqual([
    '20.000000',
    '0.000000',
    '100.000000',
  ])
  expect((await converted(['20', '0'], 'decimal', 'discount_percent'))?.made).toEqual(['20', '0'])
})

test('words for yes and no are read', async () => {
  expect((await converted(['Sim', 'não', 'sim'], 'boolean'))?.made).toEqual([
    'true',
    'false',
    'true',
  ])
  expect(await converted(['perhaps'], 'boolean')).toBeUndefined()
})

test.each([
  { kind: 'timestamp' as const, values: ['Ana', 'Bo'] },
  { kind: 'decimal' as const, values: ['11/08/2016', '11/09/2016'] },
  { kind: 'integer' as const, values: ['FUR-1', 'FUR-2'] },
  { kind: 'decimal' as const, values: ['n/a'] },
])('values of another kind are none: $kind', async ({ kind, values }) => {
  expect(await converted(values, kind)).toBeUndefined()
})
