import { LakehouseError } from '../errors.ts'
import { bigintCell } from '../serving/cells.ts'
import { quoteName, sql } from '../sql.ts'
import type { Format } from './format.ts'
import { type ExportColumn, type ExportRows, namedColumns, selectFrom } from './rows.ts'
import type { ExportSession } from './session.ts'
import { letters, sheetCell } from './sheet-cells.ts'
import { textsFrom } from './texts.ts'
import { SHEET_END, SHEET_PATH, SHEET_START, WORKBOOK } from './workbook.ts'
import { zip } from './zip.ts'

/** Of a sheet, the header among them. */
const ROWS_MAX = 1_048_576
const TEXT_MAX = 32_767
const NO_TEXT = 'cast(0 as bigint)'

/** One sheet. A number is one where a double holds it to its last digit, a time where it has whole milliseconds; else text. */
export const xlsx: Format = {
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  check: checkSize,
  write(session, rows) {
    const parts = Object.entries(WORKBOOK).map(([path, part]) => ({
      path,
      data: [Buffer.from(part)],
    }))
    return zip([...parts, { path: SHEET_PATH, data: sheet(session, rows) }])
  },
}

async function checkSize(session: ExportSession, rows: ExportRows): Promise<void> {
  const lengths = rows.columns.filter(({ type }) => type === 'string').map(length)
  const longest = selectFrom(rows, `greatest(${[NO_TEXT, ...lengths].join(', ')}) as longest`)
  const [size] = await session.rows(
    sql`select count(*) as rows, coalesce(max(longest), 0) as longest from (${longest})`,
  )
  const [count, characters] = [bigintCell(size, 'rows'), bigintCell(size, 'longest')]
  if (count >= ROWS_MAX)
    throw new LakehouseError(
      'EXPORT_TOO_LARGE',
      `a sheet of Excel has ${ROWS_MAX - 1} rows below its header, and ${count} fit: ask for fewer, or for csv, ndjson, parquet or arrow`,
    )
  if (characters > TEXT_MAX)
    throw new LakehouseError(
      'EXPORT_TOO_LARGE',
      `a cell of Excel holds ${TEXT_MAX} characters, and a text has ${characters}: leave its column out, or ask for csv, ndjson, parquet or arrow`,
    )
}

/** In UTF-16, where a character beyond U+FFFF, of four bytes in UTF-8, is two. */
function length({ sql: value }: ExportColumn): string {
  return `coalesce(case when strlen(${value}) <= ${TEXT_MAX} then 0
    else length(${value}) + length(regexp_replace(${value}, '[\\x00-\\x{FFFF}]', '', 'g')) end, 0)`
}

async function* sheet(session: ExportSession, rows: ExportRows): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${SHEET_START}${header(rows)}`)
  const numbered = sql`select *, cast(row_number() over () + 1 as varchar) as _row from (${selectFrom(rows, namedColumns(rows))})`
  const cells = rows.columns.map((column, i) =>
    sheetCell({ ...column, sql: quoteName(column.name) }, i, '_row'),
  )
  const line = `concat('<row r="', _row, '">', ${cells.join(', ')}, '</row>')`
  yield* textsFrom(session, selectFrom({ ...rows, source: sql`from (${numbered})` }, line))
  yield Buffer.from(SHEET_END)
}

function header({ columns }: ExportRows): string {
  const cells = columns.map(
    ({ name }, i) => `<c r="${letters(i)}1" t="inlineStr"><is><t>${name}</t></is></c>`,
  )
  return `<row r="1">${cells.join('')}</row>`
}
