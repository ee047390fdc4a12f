import { quoteText } from '../../lakehouse/sql.ts'
import { literalPattern } from './literal-pattern.ts'
import type { Survey } from './survey.ts'

/**
 * A select of a file's physical lines: `line_number` from 1, `line` without its end, NULL where blank.
 *
 * The engine's own splitting into fields is not used: it neither tells where a record starts nor keeps a record that it
 * cannot split.
 */
function linesSelect({ readable, isCompressed, lineBytesMax }: Survey): string {
  return `select line, row_number() over () as line_number
    from read_csv(
      ${quoteText(literalPattern(readable))}, columns = {'line': 'varchar'}, auto_detect = false, header = false, delim = '', quote = '',
      escape = '', comment = '', strict_mode = false, compression = '${isCompressed ? 'gzip' : 'none'}',
      max_line_size = ${lineBytesMax}, buffer_size = ${2 * lineBytesMax})`
}

function bodySelect(survey: Survey): string {
  return `select * from (${linesSelect(survey)}) where line_number > ${survey.header!.lines}`
}

/** Regular expressions by which a line with quotes is judged. */
export interface QuotePatterns {
  /** Well formed from its start to its end. */
  readonly complete: string
  /** Begins outside quotes and ends inside. */
  readonly opens: string
  /** Begins inside quotes and ends outside. */
  readonly closes: string
  /** Begins and ends inside quotes, whether others were between or not. */
  readonly remains: string
  /** Well formed, and no quote but those around fields and the doubled ones in them. */
  readonly strict: string
  /** One field with the delimiter before it. */
  readonly field: string
}

export function quotePatterns({ dialect }: Survey): QuotePatterns {
  const d = escaped(dialect.delimiter)
  const q = escaped(dialect.quote)
  const e = escaped(dialect.escape)
  const inside = q === e ? `(?:[^${q}]|${q}${q})*` : `(?:[^${q}${e}]|${e}(?s:.)|${q}${q})*`
  const field = `(?:${q}${inside}${q}|[^${q}${d}][^${d}]*|)`
  return {
    complete: `${field}(?:${d}${field})*`,
    opens: `(?:${field}${d})*${q}${inside}`,
    closes: `${inside}${q}(?:${d}${field})*`,
    remains: `${inside}(?:${q}(?:${d}${field})*${d}${q}${inside})?`,
    strict: `(?:${q}${inside}${q}|[^${q}${d}]*)(?:${d}(?:${q}${inside}${q}|[^${q}${d}]*))*`,
    field: `${d}(?:${q}${inside}${q}|[^${q}${d}][^${d}]*|)`,
  }
}

/** A select of one row where some line after the header is no whole record of its own, else of none; stops at the first. */
export function openLineSelect(survey: Survey): string {
  return `select line_number from (${bodySelect(survey)})
    where case when ${hasQuote(survey)} then not ${matches(quotePatterns(survey).complete)} else false end
    limit 1`
}

/**
 * A select of a file's records after the header, blank lines left out: `line_number` where it starts, `record` whole.
 *
 * A quote that opens and is never closed takes no other record with it: its line is a record alone.
 */
export function recordsSelect(survey: Survey, hasOpenLines: boolean): string {
  const body = bodySelect(survey)
  if (!hasOpenLines)
    return `select line_number, line as record from (${body}) where line is not null`
  return `
    with
    ${transitions(survey, body)},

    -- Streaming windows only: a sort would not fit.
    swapped as (
      select *, count(case when is_swap then 1 end) over (rows unbounded preceding) as swaps from transitions
    ),

    settled as (
      select *,
        max(case when is_settling then line_number * 4 + cast(opens as integer) * 2 + swaps % 2 end)
          over (rows unbounded preceding) as settling
      from swapped
    ),

    after as (
      select *, (coalesce(settling // 2 % 2, 0) + swaps - coalesce(settling % 2, 0)) % 2 <> 0 as is_open from settled
    ),

    begun as (select *, is_new or not lag(is_open, 1, false) over () as begins from after),

    numbered as materialized (
      select line_number, line, is_open, begins,
        max(case when begins then line_number end) over (rows unbounded preceding) as first_line
      from begun
    ),

    spans as (
      select *, bool_or(not begins and not is_open) over (partition by first_line) as is_closed
      from numbered
      where is_open or not begins
    )

    select line_number, line as record from numbered where begins and not is_open and line is not null
    union all
    select line_number, line from spans where not is_closed and line is not null
    union all
    select first_line, string_agg(coalesce(line, ''), ${breakOf(survey)} order by line_number)
    from spans where is_closed group by first_line`
}

/**
 * What a line makes of the state "inside quotes". It either settles it (`opens` says how), keeps it or swaps it.
 * `is_new`: read as the inside of quotes it makes no sense, so it begins a record whatever came before.
 */
function transitions(survey: Survey, body: string): string {
  const { complete, opens, closes, remains } = quotePatterns(survey)
  return `judged as (
      select line_number, line,
        case when not ${hasQuote(survey)} then false when ${matches(complete)} then false else ${matches(opens)} end as opens,
        case when ${hasQuote(survey)} then ${matches(closes)} else false end as closes,
        case when ${hasQuote(survey)} then ${matches(remains)} else true end as remains
      from (${body})
    ),

    entered as (
      select line_number, line, opens, not closes and not remains as is_new,
        case when closes then false when remains then true else opens end as is_open_from_inside
      from judged
    ),

    transitions as (
      select *, opens = is_open_from_inside as is_settling, opens and not is_open_from_inside as is_swap from entered
    )`
}

function hasQuote({ dialect }: Survey): string {
  return `contains(line, ${quoteText(dialect.quote)})`
}

function matches(pattern: string): string {
  return `regexp_full_match(line, ${quoteText(pattern)}, 's')`
}

function breakOf({ lineBreak }: Survey): string {
  return lineBreak === '\n' ? 'chr(10)' : lineBreak === '\r' ? 'chr(13)' : 'chr(13) || chr(10)'
}

function escaped(character: string): string {
  return /[\w\s]/.test(character)
    ? `\\x{${character.codePointAt(0)!.toString(16)}}`
    : `\\${character}`
}
