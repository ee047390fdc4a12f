import type { RawContract } from '../../lakehouse/contracts/bronze/raw.ts'
import { columnNames } from '../../lakehouse/contracts/bronze/raw.ts'
import { ORIGIN } from '../../lakehouse/contracts/bronze/canonical.ts'
import { quoteName, quoteText } from '../../lakehouse/sql.ts'
import type { RawFile } from './ingested.ts'
import { quotePatterns, recordsSelect } from './records.ts'
import type { Survey } from './survey.ts'

/** A file to be read into its raw table. */
export interface ReadFile {
  readonly file: RawFile
  readonly survey: Survey
  /** Lines after the header that are not blank. */
  readonly lines: bigint
  /** Whether some record may go over several lines. */
  readonly hasOpenLines: boolean
}

/** A select of the file's rows in the table's columns; a column that the file does not have is NULL. */
export function rowsSelect(contract: RawContract, read: ReadFile): string {
  const own = columnNames(read.file.header)
  const columns = Object.keys(contract.columns).filter((column) => !(column in ORIGIN))
  const values = columns.map((column) => {
    const place = own.indexOf(column) + 1
    return `${place === 0 ? 'cast(null as varchar)' : `nullif(fields[${place}], '')`} as ${quoteName(column)}`
  })
  return `select ${[...values, ...origin(read.file)].join(', ')} from (${fieldsSelect(read)}) where is_readable`
}

/** A select of the file's records that no row could be made of, in the columns of `quarantine.unreadable_lines`. */
export function unreadableSelect(contract: RawContract, read: ReadFile): string {
  const expected = read.file.header.length
  return `select ${quoteText(contract.name)} as table_name, record as text,
      case
        when is_complete then concat('expected ${expected} fields as in the header, found ', cast(len(fields) as varchar))
        else 'expected every quote closed before a delimiter or the end, found one that is not'
      end as reason,
      ${origin(read.file).join(', ')}
    from (${fieldsSelect(read)}) where not is_readable`
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
function fieldsSelect({ file, survey, hasOpenLines }: ReadFile): string {
  const width = file.header.length
  return `
    select *,
      case
        when not is_complete then false
        when len(fields) > ${width} then array_to_string(fields[${width + 1}:], '') = ''
        else len(fields) = ${width}
      end as is_readable
    from (
      select *, row_number() over () as place
      from (
        select line_number, record, ${completeCondition(survey)} as is_complete, ${fieldsOf(survey)} as fields
        from (${recordsSelect(survey, hasOpenLines)})
      )
    )
    where place > 0`
}

function completeCondition(survey: Survey): string {
  if (!survey.hasQuotes) return 'true'
  const { complete } = quotePatterns(survey)
  return `case when contains(record, ${quoteText(survey.dialect.quote)})
    then regexp_full_match(record, ${quoteText(complete)}, 's') else true end`
}

/** What stands for a delimiter inside quotes while a record is split. */
const HIDDEN = 'chr(31)'

/**
 * The fields of a record. Three ways, the faster first: without quotes; with quotes only around fields, whose delimiters
 * are hidden from the split; with any others.
 */
function fieldsOf(survey: Survey): string {
  const delimiter = quoteText(survey.dialect.delimiter)
  const quote = quoteText(survey.dialect.quote)
  const plain = `string_split(record, ${delimiter})`
  if (!survey.hasQuotes) return plain
  const { strict } = quotePatterns(survey)
  const quick = `when not contains(record, ${HIDDEN}) and regexp_full_match(record, ${quoteText(strict)}, 's') then ${hiddenSplit(survey)}`
  return `case
      when not contains(record, ${quote}) then ${plain}
      ${survey.dialect.escape === survey.dialect.quote ? quick : ''}
      else ${patternSplit(survey)}
    end`
}

/**
 * Every second part between quotes is inside of them; an empty one outside is a literal quote, but at the ends, which get
 * a character of their own for that.
 */
function hiddenSplit({ dialect }: Survey): string {
  const delimiter = quoteText(dialect.delimiter)
  const quote = quoteText(dialect.quote)
  const joined = `array_to_string(
      list_transform(string_split(concat(${HIDDEN}, record, ${HIDDEN}), ${quote}), lambda part, i:
        case when i % 2 = 0 then replace(part, ${delimiter}, ${HIDDEN}) when part = '' then ${quote} else part end),
      '')`
  return `list_transform(
      string_split((${joined})[2:-2], ${delimiter}),
      lambda field: replace(field, ${HIDDEN}, ${delimiter}))`
}

function patternSplit(survey: Survey): string {
  const { quote, escape, delimiter } = survey.dialect
  const inner = 'substring(field, 3, length(field) - 3)'
  const doubled = (text: string) =>
    `replace(${text}, ${quoteText(quote + quote)}, ${quoteText(quote)})`
  const value =
    escape === quote
      ? doubled(inner)
      : `replace(${doubled(`replace(replace(${inner}, ${quoteText(escape + escape)}, chr(0)), ${quoteText(escape + quote)}, ${quoteText(quote)})`)}, chr(0), ${quoteText(escape)})`
  return `list_transform(
      regexp_extract_all(concat(${quoteText(delimiter)}, record), ${quoteText(quotePatterns(survey).field)}, 0, 's'),
      lambda field: case when starts_with(field, ${quoteText(delimiter + quote)}) then ${value} else substring(field, 2) end)`
}
