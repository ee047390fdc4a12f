import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import { columnNames } from '../../lakehouse/contracts/bronze/raw.ts'
import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import { quoteName, quoteText } from '../../lakehouse/sql.ts'
import type { Records } from './content.ts'
import type { RawFile } from './ingested.ts'

/** A file to be read into its raw table. */
export interface ReadFile {
  readonly file: RawFile
  readonly records: Records
}

/**
 * A select of the file's rows in the table's columns; a column that the file does not have is NULL.
 *
 * Each record that no row can be made of advances the sequence `counter`: finding that there is none takes no second pass.
 */
export function rowsSelect(
  contract: RawContract,
  { file, records }: ReadFile,
  counter: string,
): string {
  const own = columnNames(file.header)
  const columns = Object.keys(contract.columns).filter((column) => !(column in ORIGIN))
  const values = columns.map((column) => {
    const place = own.indexOf(column) + 1
    return `${place === 0 ? 'cast(null as varchar)' : `nullif(fields[${place}], '')`} as ${quoteName(column)}`
  })
  return `select ${[...values, ...origin(file)].join(', ')} from (${records.split(records.select)})
    where case when is_readable then true else nextval(${quoteText(counter)}) is null end`
}

/**
 * A select of the file's records that no row could be made of, in the columns of `quarantine.unreadable_lines`.
 *
 * Reads the raw table, which must hold the file's rows: only records that are missing there are split again.
 */
export function unreadableSelect(contract: RawContract, { file, records }: ReadFile): string {
  const missing = `select records.* from (${records.select}) as records
    anti join (select _line from ${contract.name} where _source = ${quoteText(file.path)}) as held
      on records.line_number = held._line`
  return `select ${quoteText(contract.name)} as table_name, record as text, reason, ${origin(file).join(', ')}
    from (${records.split(missing)}) where not is_readable`
}

function origin(file: RawFile): string[] {
  return [
    `${quoteText(file.path)} as _source`,
    'line_number as _line',
    `cast(${quoteText(file.ingestedAt)} as timestamptz) as _ingested_at`,
    `${quoteText(file.runId)} as _run_id`,
  ]
}
