import type { RowOf } from '../contracts/contract.ts'
import { products as contract } from '../contracts/silver/products.ts'
import type { Sql } from '../sql.ts'
import { collection } from './collection.ts'
import type { SortColumn } from './keyset.ts'
import {
  type IntFilter,
  type RangeFilter,
  type StringFilter,
  decimalWithin,
  floatWithin,
  intWithin,
  is,
  keyMatches,
  matches,
  mentions,
  oneOf,
} from './predicates.ts'
import { joined } from './selection.ts'
import { type Where, condition } from './where.ts'

/** One row of `silver.products`. */
export type Product = RowOf<typeof contract>

export interface ProductFilter extends Where<ProductFilter> {
  /** The category's path, and its first name. */
  readonly category?: StringFilter | null | undefined
  readonly rootCategory?: StringFilter | null | undefined
  readonly brand?: StringFilter | null | undefined
  readonly price?: RangeFilter<string> | null | undefined
  readonly stock?: IntFilter | null | undefined
  readonly stockClass?: readonly string[] | null | undefined
  readonly salesClass?: readonly string[] | null | undefined
  readonly abcClass?: readonly string[] | null | undefined
  readonly rating?: RangeFilter<number> | null | undefined
  readonly isStale?: boolean | null | undefined
  readonly isActive?: boolean | null | undefined
  /** In name, brand, model or description. */
  readonly search?: string | null | undefined
}

export const PRODUCT_SORTS = [
  'REVENUE',
  'UNITS',
  'PROFIT',
  'ORDERS',
  'MARGIN',
  'RATING',
  'STOCK',
  'PRICE',
  'NAME',
] as const
/** What clients may order by, and what lists of ours are ordered by. */
export type ProductSort = (typeof PRODUCT_SORTS)[number] | 'DAYS_WITHOUT_SALE'

const SORTS: Readonly<Record<ProductSort, SortColumn>> = {
  DAYS_WITHOUT_SALE: { column: 'product_performance.days_without_sale', type: 'integer' },
  REVENUE: { column: 'product_performance.revenue', type: 'decimal' },
  UNITS: { column: 'product_performance.units_sold', type: 'bigint' },
  PROFIT: { column: 'product_performance.profit', type: 'decimal' },
  ORDERS: { column: 'product_performance.orders', type: 'bigint' },
  MARGIN: { column: 'product_performance.margin_percent', type: 'double' },
  RATING: { column: 'product_performance.rating', type: 'double' },
  STOCK: { column: 'products.stock', type: 'integer' },
  PRICE: { column: 'products.price', type: 'decimal' },
  NAME: { column: 'products.name', type: 'string' },
}

const FIGURES = 'gold.product_performance'

/** Products with their figures: one row a product. */
export const PRODUCTS = joined(contract.name, FIGURES)

export const products = collection({
  contract,
  id: 'product_id',
  figures: FIGURES,
  sorts: SORTS,
  condition: productCondition,
})

export const productsOfCategories = products.ofParents('category_id')

/** Holds for rows of `PRODUCTS`. */
export function productCondition(filter: ProductFilter | null | undefined): Sql {
  return condition<ProductFilter>(filter, (where) => [
    ...keyMatches('products.category_path', where.category),
    ...keyMatches('products.root_category', where.rootCategory),
    ...matches('products.brand', where.brand),
    ...decimalWithin('products.price', where.price),
    ...intWithin('products.stock', where.stock),
    ...oneOf('product_performance.stock_class', where.stockClass),
    ...oneOf('product_performance.sales_class', where.salesClass),
    ...oneOf('product_performance.abc_class', where.abcClass),
    ...floatWithin('product_performance.rating', where.rating),
    ...is('product_performance.is_stale', where.isStale),
    ...is('products.is_active', where.isActive),
    ...mentions(
      ['products.name', 'products.brand', 'products.model', 'products.description'],
      where.search,
    ),
  ])
}
