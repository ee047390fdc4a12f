import { quoteText } from '../sql.ts'
import { textOf } from './cells.ts'
import type { Format } from './format.ts'
import { type ExportColumn, selectFrom } from './rows.ts'
import { textsFrom } from './texts.ts'

/**
 * What spreadsheets take for a formula: = + - @, also full-width, small or after what is not seen, and a leading tab or line.
 *
 * Text that starts so gets an apostrophe; numbers are no text.
 */
const FORMULA = '^[\\pZ\\pC]*[=+\\-@＝＋－＠﹦﹢﹣﹫−]|^[\\t\\r\\n]'

/** RFC 4180: every text in quotes, so that an empty one is not a missing one. */
export const csv: Format = {
  contentType: 'text/csv; charset=utf-8; header=present',
  async *write(session, rows) {
    yield Buffer.from(`${rows.columns.map(({ name }) => name).join(',')}\r\n`)
    const line = `concat(${rows.columns.map(cell).join(", ',', ")}, chr(13), chr(10))`
    yield* textsFrom(session, selectFrom(rows, line))
  },
}

function cell(column: ExportColumn): string {
  if (column.type !== 'string') return textOf(column)
  const { sql } = column
  const guard = `case when regexp_matches(${sql}, ${quoteText(FORMULA)}) then '''' else '' end`
  const quoted = `concat('"', ${guard}, replace(${sql}, '"', '""'), '"')`
  return `case when ${sql} is not null then ${quoted} end`
}
