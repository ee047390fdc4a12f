import { quoteText } from '../../lakehouse/sql.ts'
import type { Form } from './form.ts'
import { isMostly } from './share.ts'

/** A way to write numbers, and the SQL that makes of it digits with a decimal point. */
interface Writing {
  readonly looks: RegExp
  readonly sql: (column: string) => string
  readonly example?: string
}

/** Of several that fit as many values the first is taken. */
const WRITINGS: readonly [Writing, ...Writing[]] = [
  { looks: /^[+-]?\d+(\.\d+)?$/, sql: (column) => column },
  {
    looks: /^[+-]?\d{1,3}(,\d{3})*(\.\d+)?$/,
    sql: (column) => `replace(${column}, ',', '')`,
    example: '1,234.56',
  },
  {
    looks: /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/,
    sql: (column) => `replace(replace(${column}, '.', ''), ',', '.')`,
    example: '1.234,56',
  },
]

/** Of more kinds of words than a shop has currencies, the values are no numbers. */
const WORDS_MAX = 4

/**
 * What stands before and behind a number, and the blanks and apostrophes that part its thousands. Letters that touch it
 * from before make it a code: `C-12`.
 */
const AROUND = /^[^\d.,+-]*[^\p{L}\d.,+-]|[^\d.,+-]+$|(?<=\d)[\s'’](?=\d{3})/gu

/** How a column's numbers are written; undefined: not as numbers. Words around them, such as `€` and `%`, are taken away. */
export function numberForm(given: readonly string[]): Form | undefined {
  const values = given.map(signed)
  const isSigned = values.some((value, i) => value !== given[i])
  const numbers = values.filter((value) => /\d/.test(value))
  const words = [...new Set(numbers.flatMap((value) => value.match(AROUND) ?? []))]
  if (words.length > WORDS_MAX) return undefined
  const bare = values.map((value) => words.reduce((text, word) => text.replaceAll(word, ''), value))
  const writing = WRITINGS.reduce((best, next) => (fits(next) > fits(best) ? next : best))
  if (!isMostly(bare, writing.looks)) return undefined
  return {
    sql: (column) =>
      writing.sql(
        words.reduce(
          (sql, word) => `replace(${sql}, ${quoteText(word)}, '')`,
          isSigned ? signedSql(column) : column,
        ),
      ),
    note: noteOf(writing, words, bare),
  }

  function fits({ looks }: Writing): number {
    return bare.filter((value) => looks.test(value)).length
  }
}

/** Accountants write -5.00 as (5.00), typesetters as −5.00. */
function signed(value: string): string {
  return value.replace('−', '-').replace(/^\((.*)\)$/, '-$1')
}

const signedSql = (column: string) =>
  `case when ${column} like '(%)' then concat('-', substring(${column}, 2, length(${column}) - 2)) else replace(${column}, '−', '-') end`

function noteOf(
  { example }: Writing,
  words: readonly string[],
  bare: readonly string[],
): string | undefined {
  const parts = [
    ...(example === undefined ? [] : [`written as ${example}`]),
    ...(words.length === 0 ? [] : [`with ${words.map((word) => `"${word}"`).join(' and ')}`]),
    ...(bare.every((value) => /^[+-]?\d{1,3}([.,]\d{3})?$/.test(value)) &&
    bare.some((value) => /[.,]/.test(value))
      ? ['no value tells whether its mark parts thousands or decimals']
      : []),
  ]
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** A share of one as percent, where every value is one: 0.2 is 20. */
export function percentForm(values: readonly string[]): Form | undefined {
  const isShare =
    isMostly(values, WRITINGS[0].looks) && values.every((value) => Math.abs(Number(value)) <= 1)
  if (!isShare || !values.some((value) => Number(value) % 1 !== 0)) return numberForm(values)
  return {
    sql: (column) =>
      `coalesce(cast(try_cast(${column} as decimal(9, 6)) * 100 as varchar), ${column})`,
    note: 'shares of one, here as percent',
  }
}
