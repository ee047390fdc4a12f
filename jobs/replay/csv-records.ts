import { type Dialect, dialectOf, splitFields } from '../sources/dialect.ts'
import { linesOf } from './csv-lines.ts'

/** A record of a file that is read as it comes. */
export interface CsvRecord {
  /** Where it starts, from 1. */
  readonly line: number
  /** As it stands in the file. */
  readonly text: string
  /** undefined for a quote that is opened and never closed. */
  readonly fields: readonly string[] | undefined
}

/** Lines that the form of a file is judged by. */
const HEAD_LINES = 100
/** Lines of a record: a quote that is open after them was a mistake, and its line is a record alone. */
const RECORD_LINES_MAX = 100

/** Records of a CSV file, its header first; blank lines are left out. Holds some lines at a time. */
export async function* csvRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRecord> {
  /** Lines that were read and belong to no record yet. */
  let waiting: string[] = []
  let dialect: Dialect | undefined
  let line = 1

  /** Takes records from what waits: all of them at the end of the file, else as long as they are surely whole. */
  function* take(isEnd: boolean): Generator<CsvRecord> {
    dialect ??= dialectOf(waiting.join('\n'), {})
    let at = 0
    while (at < waiting.length) {
      const record = recordAt(waiting, at, dialect)
      if (!record.fields && !isEnd && waiting.length - at < RECORD_LINES_MAX) break
      if (record.text !== '') yield { line: line + at, text: record.text, fields: record.fields }
      at += record.lines
    }
    line += at
    waiting = waiting.slice(at)
  }

  for await (const next of linesOf(chunks)) {
    waiting.push(next)
    if (dialect || waiting.length >= HEAD_LINES) yield* take(false)
  }
  yield* take(true)
}

function recordAt(
  lines: readonly string[],
  at: number,
  dialect: Dialect,
): Omit<CsvRecord, 'line'> & { readonly lines: number } {
  let text = ''
  for (let count = 1; count <= RECORD_LINES_MAX && at + count <= lines.length; count++) {
    text = lines.slice(at, at + count).join('\n')
    const fields = splitFields(text, dialect)
    if (fields) return { text, fields, lines: count }
  }
  return { text: lines[at]!, fields: undefined, lines: 1 }
}
