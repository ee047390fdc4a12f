import { orders } from '../../lakehouse/contracts/bronze/orders.ts'
import { products } from '../../lakehouse/contracts/bronze/products.ts'
import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { type Guess, guessWithin } from './guess.ts'
import { rawName } from './raw-name.ts'
import { type TablePart, isDistinct } from './table-draft.ts'

/** A canonical column in a draft's select. */
export interface DraftColumn {
  readonly name: string
  /** What gives it, of one row of the sheet. */
  readonly sql: string
  readonly note: string | undefined
}

const LINE_KEY = "concat(_source, ':', cast(_line as varchar))"

/** The columns that a draft selects, those found and those made from others, in the contract's order. */
export function draftColumns(
  table: CanonicalContract,
  part: TablePart,
  hasOwnCategories: boolean,
): DraftColumn[] {
  return Object.keys(table.given).flatMap((name) => {
    const made = madeColumn(name, { table, part, hasOwnCategories })
    const guess = part.guesses.get(name)
    if (made !== undefined) return [{ name, ...made }]
    return guess === undefined ? [] : [{ name, sql: sqlOf(guess), note: guess.form.note }]
  })
}

interface Making {
  readonly table: CanonicalContract
  readonly part: TablePart
  /** Categories have a file of their own, whose ids the products give. */
  readonly hasOwnCategories: boolean
}

type Made = Pick<DraftColumn, 'sql' | 'note'>

function madeColumn(name: string, making: Making): Made | undefined {
  const { table, part } = making
  const isThere = part.guesses.has(name)
  switch (`${table.table}.${name}`) {
    case 'order_items.order_item_id':
      return itemKey(part)
    case 'reviews.review_id':
      return isThere ? undefined : { sql: LINE_KEY, note: 'the file has none: its name and line' }
    case 'order_items.quantity':
      return isThere
        ? undefined
        : { sql: "'1'", note: 'no column says how many: a line is one unit' }
    case 'customers.registration_date':
      return isThere || !part.isGrouped ? undefined : firstOrder(part)
    case 'product_categories.name':
      return isThere ? undefined : { sql: sqlOf(part.guesses.get('category_id')!), note: undefined }
    case 'products.category_id':
      return making.hasOwnCategories ? undefined : deepestCategory(part)
    default:
      return undefined
  }
}

/** A column that numbers lines within their order is a key only beside it. */
function itemKey({ sheet, guesses }: TablePart): Made | undefined {
  const item = guesses.get('order_item_id')
  const order = guesses.get('order_id')
  if (item !== undefined && isDistinct(sheet, [item.column])) return undefined
  if (item && order && isDistinct(sheet, [order.column, item.column])) {
    return {
      sql: `concat(${sqlOf(order)}, '-', ${sqlOf(item)})`,
      note: `${item.column} is unique within an order`,
    }
  }
  return { sql: LINE_KEY, note: 'no column tells lines apart: the file and its line' }
}

function firstOrder({ sheet }: TablePart): Made | undefined {
  const date = guessWithin(orders, sheet).get('order_date')
  return date && { sql: sqlOf(date), note: 'with the first order' }
}

function deepestCategory({ guesses }: TablePart): Made | undefined {
  const [category, sub] = [guesses.get('category_id'), guesses.get('subcategory')]
  return (
    category &&
    sub && { sql: subcategorySql(category, sub), note: 'the category and the one below it' }
  )
}

export function subcategorySql(category: Guess, sub: Guess): string {
  return `concat(${sqlOf(category)}, '/', ${sqlOf(sub)})`
}

/** The category and the one below it where a sheet names products with both. */
export function categoriesWithin({
  sheet,
}: TablePart): { category: Guess; sub: Guess } | undefined {
  const guesses = guessWithin(products, sheet)
  const [category, sub] = [guesses.get('category_id'), guesses.get('subcategory')]
  return category && sub && { category, sub }
}

export function sqlOf({ column, form }: Guess): string {
  return form.sql(rawName(column))
}
