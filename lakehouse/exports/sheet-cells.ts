import type { ColumnType } from '../contracts/contract.ts'
import { quoteText } from '../sql.ts'
import { textOf } from './cells.ts'
import type { ExportColumn } from './rows.ts'

/** One way to write a cell, in SQL. */
interface Way {
  /** When it is taken: the first that holds. */
  readonly when: string
  /** Of the cell's element. */
  readonly attributes?: string
  readonly start: string
  readonly value: string
  readonly end: string
}

/** The styles of `workbook.ts`, in its order. */
const DAY_STYLE = ' s="1"'
const TIME_STYLE = ' s="2"'

/** Days from the sheets' day 0 to 1970-01-01. */
const EPOCH_DAY = 25_569
/** Before it sheets are a day off: their 1900 is a leap year. */
const FIRST_DAY = '1900-03-01'

/** What a double holds to the last of its digits: 15 of them. */
const DIGITS_MAX = '999999999999999'
const AMOUNT_MAX = '99999999999.9999'

const WAYS: Readonly<Record<ColumnType, (sql: string) => readonly Way[]>> = {
  string: (sql) => texts(sql, 'string'),
  boolean: (sql) => [number(`${sql} is not null`, `cast(${sql} as integer)`, ' t="b"')],
  integer: (sql) => [number(`${sql} is not null`, sql)],
  double: (sql) => [number(`isfinite(${sql})`, sql)],
  bigint: (sql) => [
    number(`${sql} between -${DIGITS_MAX} and ${DIGITS_MAX}`, sql),
    ...texts(sql, 'bigint'),
  ],
  decimal: (sql) => [
    number(`${sql} between -${AMOUNT_MAX} and ${AMOUNT_MAX}`, sql),
    ...texts(sql, 'decimal'),
  ],
  date: (sql) => [
    number(`${sql} >= date '${FIRST_DAY}'`, `${sql} - date '1970-01-01' + ${EPOCH_DAY}`, DAY_STYLE),
    ...texts(sql, 'date'),
  ],
  timestamp: (sql) => [
    number(
      `${sql} >= timestamptz '${FIRST_DAY} 00:00:00+00' and epoch_us(${sql}) % 1000 = 0`,
      `epoch_ms(${sql}) / 86400000 + ${EPOCH_DAY}`,
      TIME_STYLE,
    ),
    ...texts(sql, 'timestamp'),
  ],
}

/** SQL for the cell of a column, `position` from 0, in the row whose number `row` gives; nothing for a NULL. */
export function sheetCell({ type, sql }: ExportColumn, position: number, row: string): string {
  const ways = WAYS[type](sql).map(
    ({ when, attributes = '', start, value, end }) =>
      `when ${when} then concat('<c r="${letters(position)}', ${row}, '"${attributes}>${start}', ${value}, '${end}</c>')`,
  )
  return `case ${ways.join(' ')} end`
}

/** `A`, `B` … `Z`, `AA` … */
export function letters(position: number): string {
  const last = String.fromCharCode(65 + (position % 26))
  return position < 26 ? last : `${letters(Math.floor(position / 26) - 1)}${last}`
}

const number = (when: string, value: string, attributes = ''): Way => ({
  when,
  attributes,
  start: '<v>',
  value,
  end: '</v>',
})

/** What XML has no sign for; a replacement character stands for it. */
const UNWRITABLE = '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x{FFFE}\\x{FFFF}]'

/** Texts that are not written as they are. */
const SPECIAL = `[&<>\\r]|_x|^\\s|\\s$|${UNWRITABLE}`

const ENTITIES = [
  // Spreadsheets take `_x000D_` for the character of that number.
  ['_x', '_x005F_x'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#13;'],
] as const

function texts(sql: string, type: ColumnType): readonly Way[] {
  const value = textOf({ type, sql })
  const writable = `regexp_replace(${value}, ${quoteText(UNWRITABLE)}, '\uFFFD', 'g')`
  const escaped = ENTITIES.reduce(
    (made, [sign, entity]) => `replace(${made}, ${quoteText(sign)}, ${quoteText(entity)})`,
    writable,
  )
  const plain = {
    when: `${sql} is not null`,
    attributes: ' t="inlineStr"',
    start: '<is><t>',
    value,
    end: '</t></is>',
  }
  if (type !== 'string') return [plain]
  const special = {
    ...plain,
    when: `regexp_matches(${sql}, ${quoteText(SPECIAL)})`,
    start: '<is><t xml:space="preserve">',
    value: escaped,
  }
  return [special, plain]
}
