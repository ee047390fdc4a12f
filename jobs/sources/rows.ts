import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import { columnNames } from '../../lakehouse/contracts/bronze/raw.ts'
import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import { quoteName, quoteText } from '../../lakehouse/sql.ts'
import type { RawFile } from './ingested.ts'
import { fieldsOf, quotingOf } from './fields.ts'
import { recordsSelect } from './records.ts'
import type { Survey } from './survey.ts'

/** A file to be read into its raw table. */
export interface ReadFile {
  readonly file: RawFile
  readonly survey: Survey
  /** Whether some record may go over several lines. */
  readonly hasOpenLines: boolean
}

/**
 * A select of the file's rows in the table's columns; a column that the file does not have is NULL.
 *
 * Each record that no row can be made of advances the sequence `counter`: finding that there is none takes no second pass.
 */
export function rowsSelect(contract: RawContract, read: ReadFile, counter: string): string {
  const own = columnNames(read.file.header)
  const columns = Object.keys(contract.columns).filter((column) => !(column in ORIGIN))
  const values = columns.map((column) => {
    const place = own.indexOf(column) + 1
    return `${place === 0 ? 'cast(null as varchar)' : `nullif(fields[${place}], '')`} as ${quoteName(column)}`
  })
  return `select ${[...values, ...origin(read.file)].join(', ')} from (${fieldsSelect(read, recordsOf(read))})
    where case when is_readable then true else nextval(${quoteText(counter)}) is null end`
}

/**
 * A select of the file's records that no row could be made of, in the columns of `quarantine.unreadable_lines`.
 *
 * Reads the raw table, which must hold the file's rows: only records that are missing there are split again.
 */
export function unreadableSelect(contract: RawContract, read: ReadFile): string {
  const expected = read.file.header.length
  const missing = `select line_number, record from (${recordsOf(read)}) as records
    anti join (select _line from ${contract.name} where _source = ${quoteText(read.file.path)}) as held
      on records.line_number = held._line`
  return `select ${quoteText(contract.name)} as table_name, record as text,
      case
        when is_complete then concat('expected ${expected} fields as in the header, found ', cast(len(fields) as varchar))
        else 'expected every quote closed before a delimiter or the end, found one that is not'
      end as reason,
      ${origin(read.file).join(', ')}
    from (${fieldsSelect(read, missing)}) where not is_readable`
}

function recordsOf({ survey, hasOpenLines }: ReadFile): string {
  return recordsSelect(survey, hasOpenLines)
}

function origin(file: RawFile): string[] {
  return [
    `${quoteText(file.path)} as _source`,
    'line_number as _line',
    `cast(${quoteText(file.ingestedAt)} as timestamptz) as _ingested_at`,
    `${quoteText(file.runId)} as _run_id`,
  ]
}

/**
 * Each record with its fields, and whether they are as many as the header's; empty ones more at the end are none.
 *
 * `place` is there because the engine cannot push a condition through a window: pushed, it would split each record again.
 */
function fieldsSelect({ file, survey }: ReadFile, records: string): string {
  const width = file.header.length
  return `
    select *, quoting <> 'broken' as is_complete,
      case
        when quoting = 'broken' then false
        when len(fields) > ${width} then array_to_string(fields[${width + 1}:], '') = ''
        else len(fields) = ${width}
      end as is_readable
    from (
      select line_number, record, quoting, ${fieldsOf(survey)} as fields, row_number() over () as place
      from (
        select line_number, record, ${quotingOf(survey)} as quoting
        from (${records})
      )
    )
    where place > 0`
}
