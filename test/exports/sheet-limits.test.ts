import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, test } from 'vitest'
import { exported } from '../../lakehouse/exports/export.ts'
import { letters } from '../../lakehouse/exports/sheet-cells.ts'
import { text } from '../../lakehouse/sql.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-sheets-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  {
    what: 'a row too many',
    source: 'range(1048576)',
    value: `'a'`,
    says: /1048575 rows.*1048576 fit/,
  },
  {
    what: 'a text too long',
    source: 'range(1)',
    value: `repeat('é', 32768)`,
    says: /32767.*32768/,
  },
  {
    what: 'a text too long in UTF-16',
    source: 'range(1)',
    value: `repeat('😀', 16384)`,
    says: /32767.*32768/,
  },
])('$what for a sheet is refused before the first byte', async ({ source, value, says }) => {
  const path = join(folder, `${value.length}.duckdb`)
  const instance = await DuckDBInstance.create(path)
  instance.closeSync()
  const column = { name: 'value', type: 'string', sql: value, isPersonal: false } as const
  const rows = {
    name: 'values',
    columns: [column],
    isJoined: false,
    source: text(`from ${source}`),
  }
  const bytes = exported({ path, rows, format: 'xlsx' }, {})
  await expect(bytes.next()).rejects.toMatchObject({
    code: 'EXPORT_TOO_LARGE',
    message: expect.stringMatching(says),
  })
})

test('columns are lettered as sheets letter them', () => {
  const positions = [0, 25, 26, 51, 52, 701, 702, 16_383]
  expect(positions.map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA', 'XFD'])
})
