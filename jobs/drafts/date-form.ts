import { quoteText } from '../../lakehouse/sql.ts'
import type { Form } from './form.ts'
import { monthIn } from './months.ts'
import { isMostly } from './share.ts'

/** What silver reads as it is: a day or an instant of ISO 8601. */
const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/

/** The same but for a blank before the offset. */
const SPACED_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})? [+-]\d{2}:?\d{2}$/

/** A part of a moment: what it looks like, and what the engine's `strptime` calls it. */
interface Part {
  readonly looks: string
  readonly reads: string
}

const DAY: Part = { looks: '(?:0?[1-9]|[12]\\d|3[01])', reads: '%d' }
const MONTH: Part = { looks: '(?:0?[1-9]|1[0-2])', reads: '%m' }
const MONTH_NAME: Part = { looks: '[a-z]{4,}', reads: '%B' }
const MONTH_SHORT: Part = { looks: '[a-z]{3}', reads: '%b' }
const YEAR: Part = { looks: '\\d{4}', reads: '%Y' }
const YEAR_SHORT: Part = { looks: '\\d{2}', reads: '%y' }

const DAYS: readonly Part[] = [
  ...['-', '/', '.', ''].map((mark) => row([YEAR, MONTH, DAY], mark)),
  ...[YEAR, YEAR_SHORT].flatMap((year) =>
    ['/', '-', '.'].map((mark) => row([DAY, MONTH, year], mark)),
  ),
  ...[YEAR, YEAR_SHORT].flatMap((year) =>
    ['/', '-', '.'].map((mark) => row([MONTH, DAY, year], mark)),
  ),
  ...[MONTH_NAME, MONTH_SHORT].flatMap((month) => [
    ...[' ', '-', ' de ', '/'].map((mark) => row([DAY, month, YEAR], mark)),
    row([DAY, month, YEAR_SHORT], '-'),
    { looks: `${month.looks} ${DAY.looks}, ${YEAR.looks}`, reads: `${month.reads} %d, %Y` },
    { looks: `${month.looks} ${DAY.looks} ${YEAR.looks}`, reads: `${month.reads} %d %Y` },
    { looks: `${DAY.looks}\\. ${month.looks} ${YEAR.looks}`, reads: `%d. ${month.reads} %Y` },
  ]),
]

const TIMES: readonly Part[] = [
  { looks: '', reads: '' },
  ...[' ', 'T', ', '].flatMap((mark) => [
    { looks: `${mark}\\d{1,2}:\\d{2}`, reads: `${mark}%H:%M` },
    { looks: `${mark}\\d{1,2}:\\d{2}:\\d{2}`, reads: `${mark}%H:%M:%S` },
    { looks: `${mark}\\d{1,2}:\\d{2}:\\d{2}\\.\\d+`, reads: `${mark}%H:%M:%S.%f` },
    ...['', ' '].flatMap((gap) => [
      { looks: `${mark}\\d{1,2}:\\d{2}${gap}[ap]m`, reads: `${mark}%I:%M${gap}%p` },
      { looks: `${mark}\\d{1,2}:\\d{2}:\\d{2}${gap}[ap]m`, reads: `${mark}%I:%M:%S${gap}%p` },
    ]),
  ]),
]

const ANY_TIME = TIMES.map(({ looks }) => looks).join('|')

/** Words for UTC behind a moment. */
const UTC = / ?(UTC|GMT)$/

/**
 * How a column's moments are written; undefined: not as moments.
 *
 * Where every day fits both orders, the day is taken to be first.
 */
export function dateForm(values: readonly string[]): Form | undefined {
  if (isMostly(values, ISO)) return { sql: (column) => column }
  if (isMostly(values, SPACED_OFFSET))
    return { sql: (column) => `replace(replace(${column}, ' +', '+'), ' -', '-')` }
  if (isMostly(values, /^1\d{9}$/)) return epochForm('seconds', 1_000_000)
  if (isMostly(values, /^1\d{12}$/)) return epochForm('milliseconds', 1000)
  return writtenForm(values)
}

function epochForm(unit: string, micros: number): Form {
  return {
    sql: (column) =>
      `coalesce(strftime(make_timestamp(try_cast(${column} as bigint) * ${micros}), '%Y-%m-%dT%H:%M:%SZ'), ${column})`,
    note: `${unit} since 1970`,
  }
}

function writtenForm(values: readonly string[]): Form | undefined {
  const isUtc = isMostly(values, UTC)
  const months = monthsIn(values)
  const plain = values.map((value) => inEnglish(value.replace(UTC, ''), months))
  const ranked = DAYS.map((day) => ({ day, fits: countOf(plain, looksOf(day, ANY_TIME)) }))
  const [best, ...others] = ranked.toSorted((a, b) => b.fits - a.fits)
  const { day, fits } = best!
  if (!isMostly(plain, looksOf(day, ANY_TIME))) return undefined
  const times = TIMES.filter((time) => countOf(plain, looksOf(day, time.looks)) > 0)
  const rival = others.find((other) => other.fits === fits && isSwapped(other.day, day))
  return {
    sql: (column) => momentSql(column, { day, times, months, isUtc }),
    note: rival
      ? `every day fits ${day.reads} and ${rival.day.reads}: the day is taken to be first`
      : `written as ${day.reads}`,
  }
}

function isSwapped(monthFirst: Part, dayFirst: Part): boolean {
  return monthFirst.reads.replace(/^%m(.)%d/, '%d$1%m') === dayFirst.reads
}

interface Written {
  readonly day: Part
  readonly times: readonly Part[]
  readonly months: ReadonlyMap<string, string>
  readonly isUtc: boolean
}

/** A value that is written otherwise stays as it is, for silver to set aside. */
function momentSql(column: string, { day, times, months, isUtc }: Written): string {
  const plain = isUtc ? `regexp_replace(${column}, ' ?(UTC|GMT)$', '')` : column
  const english = [...months].reduce(
    (text, [word, name]) => `replace(${text}, ${quoteText(word)}, ${quoteText(name)})`,
    months.size === 0 ? plain : `lower(${plain})`,
  )
  const formats = times.map(({ reads }) => quoteText(`${day.reads}${reads}`)).join(', ')
  const time = times.some(({ reads }) => reads.endsWith('%f')) ? '%H:%M:%S.%f' : '%H:%M:%S'
  const isDay = times.every(({ reads }) => reads === '')
  const written = isDay ? '%Y-%m-%d' : `%Y-%m-%d ${time}${isUtc ? 'Z' : ''}`
  return `coalesce(strftime(try_strptime(${english}, [${formats}]), '${written}'), ${column})`
}

/** The months of other languages in the values, longest first: one may begin with another. */
function monthsIn(values: readonly string[]): Map<string, string> {
  const found = values.flatMap((value) => monthIn(value) ?? [])
  const foreign = found.filter(({ word, english }) => word !== english)
  const pairs = foreign.map(({ word, english }) => [word, english] as const)
  return new Map(pairs.toSorted(([a], [b]) => b.length - a.length))
}

function inEnglish(value: string, months: ReadonlyMap<string, string>): string {
  return [...months].reduce(
    (text, [word, name]) => text.replaceAll(word, name),
    value.toLowerCase(),
  )
}

function looksOf(day: Part, time: string): RegExp {
  return new RegExp(`^${day.looks}(?:${time})$`, 'iu')
}

function countOf(values: readonly string[], looks: RegExp): number {
  return values.filter((value) => looks.test(value)).length
}

function row(parts: readonly Part[], mark: string): Part {
  return {
    looks: parts.map(({ looks }) => looks).join(mark === '.' ? '\\.' : mark),
    reads: parts.map(({ reads }) => reads).join(mark),
  }
}
