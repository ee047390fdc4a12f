import { quoteText } from '../../lakehouse/sql.ts'
import { quotePatterns } from './records.ts'
import type { Survey } from './survey.ts'

/** What stands for a delimiter inside quotes while a record is split. */
const HIDDEN = 'chr(31)'

/**
 * A select of records, each with its fields, and whether they are as many as the header's `width`; empty ones more at the
 * end are none.
 *
 * `place` is there because the engine cannot push a condition through a window: pushed, it would split each record again.
 */
export function splitSelect(survey: Survey, width: number, records: string): string {
  return `
    select *,
      case
        when quoting = 'broken' then false
        when len(fields) > ${width} then array_to_string(fields[${width + 1}:], '') = ''
        else len(fields) = ${width}
      end as is_readable,
      case
        when quoting = 'broken' then 'expected every quote closed before a delimiter or the end, found one that is not'
        else concat('expected ${width} fields as in the header, found ', cast(len(fields) as varchar))
      end as reason
    from (
      select line_number, record, quoting, ${fieldsOf(survey)} as fields, row_number() over () as place
      from (
        select line_number, record, ${quotingOf(survey)} as quoting
        from (${records})
      )
    )
    where place > 0`
}

/**
 * How a `record` is quoted: `none`, `plain` (only around fields), `odd` (others too, and still well formed), `broken`.
 */
function quotingOf(survey: Survey): string {
  const { quote, escape } = survey.dialect
  if (!survey.hasQuotes) return `'none'`
  const { strict, complete } = quotePatterns(survey)
  const plain = `when not contains(record, ${HIDDEN}) and ${matches(strict)} then 'plain'`
  return `case
      when not contains(record, ${quoteText(quote)}) then 'none'
      ${escape === quote ? plain : ''}
      when ${matches(complete)} then 'odd'
      else 'broken'
    end`
}

/** The fields of a `record` by its `quoting`, the frequent ways without a regular expression. */
function fieldsOf(survey: Survey): string {
  const unquoted = `string_split(record, ${quoteText(survey.dialect.delimiter)})`
  if (!survey.hasQuotes) return unquoted
  return `case quoting
      when 'none' then ${unquoted}
      when 'plain' then ${hiddenSplit(survey)}
      else ${patternSplit(survey)}
    end`
}

/**
 * Every second part between quotes is inside of them; an empty one outside is a literal quote, but at the ends, which get
 * a delimiter more for that.
 */
function hiddenSplit({ dialect }: Survey): string {
  const delimiter = quoteText(dialect.delimiter)
  const quote = quoteText(dialect.quote)
  const joined = `array_to_string(
      list_transform(string_split(concat(${delimiter}, record, ${delimiter}), ${quote}), lambda part, i:
        case when i % 2 = 0 then replace(part, ${delimiter}, ${HIDDEN}) when part = '' then ${quote} else part end),
      '')`
  return `list_transform(
      string_split(${joined}, ${delimiter})[2:-2],
      lambda field: case when contains(field, ${HIDDEN}) then replace(field, ${HIDDEN}, ${delimiter}) else field end)`
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

function matches(pattern: string): string {
  return `regexp_full_match(record, ${quoteText(pattern)}, 's')`
}
