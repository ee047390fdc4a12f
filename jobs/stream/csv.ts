import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { COLUMN_TYPES } from '../../lakehouse/engines/duckdb/column-types.ts'
import { quoteName, quoteText } from '../../lakehouse/sql.ts'

export type Cell = string | number | bigint | boolean | null

/** A character that is in no JSON, so that a message is seldom written with more than itself. */
const QUOTE = '\u0001'

/** A line as `csvSelect` reads it back: whatever text there is, NULL apart from empty text. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(cellText).join(',')
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  return cell.includes(QUOTE)
    ? `${QUOTE}${cell.replaceAll(QUOTE, QUOTE + QUOTE)}${QUOTE}`
    : `${QUOTE}${cell}${QUOTE}`
}

/** The select of a file's lines, each with the cells of the contract's columns in their order. */
export function csvSelect(path: string, { columns }: Contract): string {
  const types = Object.entries(columns).map(
    ([name, { type }]) => `${quoteText(name)}: ${quoteText(COLUMN_TYPES[type])}`,
  )
  return `select ${Object.keys(columns).map(quoteName).join(', ')} from read_csv(${quoteText(path)},
    auto_detect = false, header = false, delim = ',', new_line = '\\n', nullstr = '', allow_quoted_nulls = false,
    quote = ${quoteText(QUOTE)}, escape = ${quoteText(QUOTE)}, columns = {${types.join(', ')}})`
}
