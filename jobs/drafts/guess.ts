import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import type { Form } from './form.ts'
import { NOUNS, PHRASES } from './phrases.ts'
import { isMostly } from './share.ts'
import { type Sheet, valuesOf } from './sheet.ts'
import { valueForm } from './value-form.ts'
import { meaningOf } from './words.ts'

/** Which column of a sheet a canonical column probably is. */
export interface Guess {
  readonly column: string
  readonly form: Form
}

/** By canonical column; what is not there was not found. */
export type Guesses = ReadonlyMap<string, Guess>

/** What says by itself whose it is, in a sheet whose rows are another table's. */
const TELLING: Readonly<Record<string, RegExp>> = {
  customers: /\b(email|phone|birth)\b/,
  products: /\b(price|cost|brand|model|sku|category|subcategory|weight|dimensions|stock)\b/,
  orders: /\b(date|status|payment|channel|store|country|state|city|customer|delivery)\b/,
}

/** Finds a table's columns in a sheet whose rows are its own, by their names, and holds them against their values. */
export function guessOwn(table: CanonicalContract, sheet: Sheet): Guesses {
  return guess(table, sheet, () => true)
}

/**
 * Finds a table's columns in a sheet whose rows are another table's: a `name` or a `total` in it is not this table's, but
 * `customer_name` is.
 */
export function guessWithin(table: CanonicalContract, sheet: Sheet): Guesses {
  return guess(table, sheet, (phrase) => TELLING[table.table]?.test(phrase) === true)
}

type SaysWhose = (phrase: string) => boolean

function guess(table: CanonicalContract, sheet: Sheet, saysWhose: SaysWhose): Guesses {
  const noun = NOUNS[table.table]!
  const guesses = new Map<string, Guess>()
  // The likeliest phrase of each column before the second of any: `total` must not take what is another's `amount`.
  for (const likely of byLikelihood(PHRASES[table.table]!)) {
    const { name, phrase } = likely
    const taken = new Set([...guesses.values()].map(({ column }) => column))
    const isExact = (column: string) => meaningOf(column) === sorted(phrase)
    for (const column of sheet.columns.toSorted(
      (a, b) => Number(isExact(b)) - Number(isExact(a)),
    )) {
      if (guesses.has(name) || taken.has(column)) continue
      const meaning = meaningOf(column)
      const isItsName = meaning === sorted(`${noun} ${phrase}`)
      if (!isItsName && !(meaning === sorted(phrase) && saysWhose(phrase))) continue
      const form = formFor(table, likely, valuesOf(sheet, column))
      if (form !== undefined) guesses.set(name, { column, form })
    }
  }
  return guesses
}

interface Likely {
  readonly name: string
  readonly phrase: string
  /** 0: the likeliest phrase for the column. */
  readonly rank: number
}

function byLikelihood(phrases: Readonly<Record<string, readonly string[]>>): Likely[] {
  return Object.entries(phrases)
    .flatMap(([name, alike]) => alike.map((phrase, rank) => ({ name, phrase, rank })))
    .toSorted((a, b) => a.rank - b.rank)
}

function sorted(phrase: string): string {
  return [...new Set(phrase.split(' '))].toSorted().join(' ')
}

/** Undefined: the values say that the column is another one, in spite of its name. */
function formFor(
  { table, given }: CanonicalContract,
  { name, phrase, rank }: Likely,
  values: readonly string[],
): Form | undefined {
  // "Estado" is the state of an order in Spanish, and where it goes in Portuguese.
  if (table === 'orders' && phrase === 'state' && areStatuses(values) !== (name === 'status'))
    return undefined
  const { kind, isGiven } = given[name]!
  const form = valueForm(values, { name, kind })
  if (form !== undefined || !isGiven || rank > 0) return form
  return { sql: (column) => column, note: `the values are no ${kind} that is known: convert them` }
}

/** Beginnings of words for states of orders. */
const STATUS =
  /^(pend|confirm|pa[gi]|ship|envi|vers|sent|deliver|entreg|gelief|cancel|anul|storn|return|devol|reemb|refund|proces|complet|conclu|open|abert|abiert|offen|aprob|aprov|approv|bezahl|creat|invoic|fatur|new|nov[oa]|nuev)/i

function areStatuses(values: readonly string[]): boolean {
  return values.length > 0 && isMostly(values, STATUS)
}
