import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { type Guesses, guessOwn, guessWithin } from './guess.ts'
import { NOUNS } from './phrases.ts'
import { type Sheet, valuesOf } from './sheet.ts'
import { meaningOf } from './words.ts'

/** What of a sheet a canonical table is made from. */
export interface TablePart {
  readonly sheet: Sheet
  readonly guesses: Guesses
  /** Several of the sheet's rows are one of the table's: those of a wide file, or orders of a customer. */
  readonly isGrouped: boolean
}

export interface TableDraft {
  readonly table: CanonicalContract
  /** None: no sheet gives the table. */
  readonly parts: readonly TablePart[]
  /** Sheets whose rows are the table's too, and that are not read: they may tell the same again, or less. */
  readonly others: readonly Sheet[]
}

/** Required columns that a draft makes itself where no column of the sheet is one. */
const MADE: Readonly<Record<string, readonly string[]>> = {
  order_items: ['order_item_id', 'quantity'],
  reviews: ['review_id'],
}

/** Tables that can be made by grouping the rows of others. */
const GROUPABLE = ['customers', 'product_categories', 'products', 'stores', 'orders']
/** A name of a file says more than a few names of columns. */
const NAMED_BONUS = 4

/** Decides which sheets each canonical table is made from. */
export function draftTables(sheets: readonly Sheet[]): TableDraft[] {
  const owned = sheets.map((sheet) => bestOwn(sheet))
  return CANONICAL_TABLES.map((table) => {
    const own = owned
      .filter((candidate) => candidate?.table === table)
      .flatMap((candidate) => candidate ?? [])
      .toSorted((a, b) => b.score - a.score)
    if (own.length > 0) return { table, ...moreOfFirst(own) }
    const within = GROUPABLE.includes(table.table)
      ? sheets.flatMap((sheet) => partWithin(table, sheet))
      : []
    const [best] = within.toSorted((a, b) => b.guesses.size - a.guesses.size)
    return { table, parts: best === undefined ? [] : [best], others: [] }
  })
}

interface OwnPart extends TablePart {
  readonly table: CanonicalContract
  readonly score: number
}

/** The table whose rows a sheet's rows are. */
function bestOwn(sheet: Sheet): OwnPart | undefined {
  const name = meaningOf(sheet.name).split(' ')
  const [best] = CANONICAL_TABLES.flatMap((table): OwnPart[] => {
    const guesses = guessOwn(table, sheet)
    const isNamed = name.includes(NOUNS[table.table]!)
    if (!isComplete(table, guesses) || !isKeyed(table, { sheet, guesses })) return []
    if (!isNamed && !isTold(table, guesses)) return []
    return [
      {
        table,
        sheet,
        guesses,
        isGrouped: false,
        score: guesses.size + (isNamed ? NAMED_BONUS : 0),
      },
    ]
  }).toSorted((a, b) => b.score - a.score)
  return best
}

function partWithin(table: CanonicalContract, sheet: Sheet): TablePart[] {
  const guesses = guessWithin(table, sheet)
  return isComplete(table, guesses) ? [{ sheet, guesses, isGrouped: true }] : []
}

/** Sheets of other things than the first has are more of the same; others would replace its rows by poorer ones. */
function moreOfFirst([first, ...others]: readonly OwnPart[]): Pick<TableDraft, 'parts' | 'others'> {
  const known = keysOf(first!)
  const isMore = (part: OwnPart) => keysOf(part).isDisjointFrom(known)
  return {
    parts: [first!, ...others.filter(isMore)],
    others: others.filter((part) => !isMore(part)).map(({ sheet }) => sheet),
  }
}

/** What tells a sheet's things apart in the sample; of lines, their orders. */
function keysOf({ table, sheet, guesses }: OwnPart): Set<string> {
  const key = table.table === 'order_items' ? 'order_id' : table.entityKey[0]!
  const column = guesses.get(key)?.column
  return new Set(column === undefined ? [] : valuesOf(sheet, column))
}

/** What a sheet must have to give a table; a line's price may be either of two. */
export function requiredColumns({ table, given }: CanonicalContract): string[] {
  return Object.keys(given).filter(
    (name) => given[name]!.isGiven && MADE[table]?.includes(name) !== true,
  )
}

function isComplete(table: CanonicalContract, guesses: Guesses): boolean {
  const isPriced = guesses.has('unit_price') || guesses.has('line_total')
  return (
    requiredColumns(table).every((name) => guesses.has(name)) &&
    (table.table !== 'order_items' || isPriced)
  )
}

/** Whether the key tells rows apart in the sample; lines and payments repeat their order's. */
function isKeyed(
  { table, entityKey }: CanonicalContract,
  { sheet, guesses }: Pick<TablePart, 'sheet' | 'guesses'>,
): boolean {
  if (['order_items', 'payments', 'stock_snapshots'].includes(table)) return true
  const columns = entityKey.flatMap((name) => guesses.get(name)?.column ?? [])
  return columns.length === 0 || isDistinct(sheet, columns)
}

/** A few repeats are dirt. */
export function isDistinct({ rows }: Sheet, columns: readonly string[]): boolean {
  const keys = new Set(
    rows.map((row) => JSON.stringify(columns.map((column) => row[column] ?? null))),
  )
  return keys.size >= 0.97 * rows.length
}

/** Whether the columns' own names tell what the rows are. */
function isTold({ table, entityKey }: CanonicalContract, guesses: Guesses): boolean {
  if (table === 'order_items') return true
  if (table === 'reviews') return guesses.has('rating')
  if (table === 'payments') return guesses.has('method') && guesses.has('amount')
  const key = guesses.get(entityKey[0]!)
  return key !== undefined && meaningOf(key.column).split(' ').includes(NOUNS[table]!)
}
