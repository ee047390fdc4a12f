import { hash } from 'node:crypto'
import { columnNames } from '../../lakehouse/contracts/bronze/raw.ts'
import type { Arrived } from '../../lakehouse/events/publish.ts'
import { JobError } from '../errors.ts'
import { suggestion } from '../sources/nearest.ts'
import { type CsvRecord, csvRecords } from './csv-records.ts'
import type { ReplayMap } from './replay-map.ts'

/**
 * The events of a CSV file with a header, as they come.
 *
 * An event that the file does not name is named by its line and its text, so that a file that is read twice gives the same events.
 * Errors: `JobError` `COLUMN_MISSING` for a header without what the map needs.
 */
export async function* arrivalsOf(
  chunks: AsyncIterable<Buffer>,
  map: ReplayMap,
): AsyncGenerator<Arrived> {
  let columns: readonly string[] | undefined
  for await (const record of csvRecords(chunks)) {
    if (columns) yield arrivalOf(record, columns, map)
    else columns = checkedColumns(columnNames(record.fields ?? [record.text]), map)
  }
  if (!columns) throw new JobError('COLUMN_MISSING', `the file is empty: ${needs(map)}`)
}

function checkedColumns(columns: readonly string[], map: ReplayMap): readonly string[] {
  const missing = map.needed.filter((name) => !columns.includes(name))
  const [first] = missing
  if (first === undefined) return columns
  throw new JobError(
    'COLUMN_MISSING',
    `the file has no column ${missing.join(', ')}: ${needs(map)}; it has ${columns.join(', ')}${suggestion(first, columns)}`,
  )
}

const needs = ({ needed, used }: ReplayMap) =>
  `its header must name ${needed.join(', ')}, and may name ${used.join(', ')}`

function arrivalOf(
  { line, text, fields }: CsvRecord,
  columns: readonly string[],
  map: ReplayMap,
): Arrived {
  if (fields?.length !== columns.length) return { value: text, refused: unlike(fields, columns) }
  const row = Object.fromEntries(columns.map((name, i) => [name, fields[i]!]))
  const event = map.fields(row)
  return JSON.stringify({
    ...event,
    event_id: event['event_id'] ?? hash('md5', `${line}\n${text}`),
  })
}

function unlike(fields: CsvRecord['fields'], { length }: readonly string[]) {
  const reason = fields
    ? `the line has ${fields.length} fields, expected ${length} as in the header`
    : 'the line opens a quote that is not closed'
  return { rule: 'unparsable', reason } as const
}
