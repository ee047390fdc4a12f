import * as fc from 'fast-check'
import {
  PRODUCT_SORTS,
  type Product,
  type ProductFilter,
  type ProductSort,
  productsOfCategories,
} from '../../lakehouse/serving/products.ts'
import { PRODUCTS } from '../../resolvers/nouns.ts'
import { productPage } from '../../resolvers/products.ts'
import { amount, key, large, parent, ratio, rowsOf, small, word } from './any-cell.ts'
import {
  combined,
  decimalFilter,
  intFilter,
  range,
  seldom,
  stringFilter,
  words,
} from './any-filter.ts'
import { childTests } from './child-tests.ts'
import {
  fits,
  is,
  matches,
  mentions,
  oneOf,
  units,
  within,
  withinDecimals,
  withinInts,
} from './naive-filter.ts'
import { byCodePoint } from './naive-order.ts'
import { pageTests } from './page-tests.ts'
import type { Specification } from './specification.ts'

const stockClass = fc.constantFrom('CRITICAL', 'LOW', 'HIGH')
const salesClass = fc.constantFrom('BEST_SELLER', 'SLOW', 'NO_SALES')
const abcClass = fc.constantFrom('A', 'B', 'C')
const rating = fc.constantFrom(1, 10 / 3, 3.3333, 4.35, 5)

const product = {
  product_id: key,
  name: word,
  description: fc.option(word),
  category_id: fc.option(parent),
  category_path: word,
  root_category: word,
  brand: fc.option(word),
  model: fc.option(word),
  price: fc.option(amount),
  stock: fc.option(small),
  is_active: fc.boolean(),
}

const performance = {
  revenue: amount,
  units_sold: large,
  profit: fc.option(amount),
  orders: large,
  margin_percent: fc.option(ratio),
  rating: fc.option(rating),
  stock_class: fc.option(stockClass),
  sales_class: salesClass,
  abc_class: abcClass,
  is_stale: fc.option(fc.boolean()),
  days_without_sale: fc.option(small),
}

const anyProduct = fc.record({ ...product, ...performance })
type AnyProduct = typeof anyProduct extends fc.Arbitrary<infer Row> ? Row : never

const filter: fc.Arbitrary<ProductFilter> = fc.record(
  {
    category: seldom(stringFilter),
    rootCategory: seldom(stringFilter),
    brand: seldom(stringFilter),
    price: seldom(decimalFilter),
    stock: seldom(intFilter),
    stockClass: seldom(fc.array(stockClass, { maxLength: 2 })),
    salesClass: seldom(fc.array(salesClass, { maxLength: 2 })),
    abcClass: seldom(fc.array(abcClass, { maxLength: 2 })),
    rating: seldom(range(rating)),
    isStale: seldom(fc.boolean()),
    isActive: seldom(fc.boolean()),
    search: seldom(words),
  },
  { requiredKeys: [] },
)

const holds = (row: AnyProduct, where: ProductFilter): boolean[] => [
  matches(row.category_path, where.category),
  matches(row.root_category, where.rootCategory),
  matches(row.brand, where.brand),
  withinDecimals(row.price, where.price),
  withinInts(row.stock, where.stock),
  oneOf(row.stock_class, where.stockClass),
  oneOf(row.sales_class, where.salesClass),
  oneOf(row.abc_class, where.abcClass),
  within(row.rating, where.rating),
  is(row.is_stale, where.isStale),
  is(row.is_active, where.isActive),
  mentions([row.name, row.brand, row.model, row.description], where.search),
]

const PRODUCT: Specification<AnyProduct, ProductFilter, ProductSort, Product> = {
  noun: PRODUCTS,
  rows: rowsOf(anyProduct, (row) => row.product_id),
  tables: (rows) => ({ 'silver.products': rows, 'gold.product_performance': rows }),
  idOf: (row) => row.product_id,
  filters: combined(filter),
  fits: (row, where) => fits(row, where, holds),
  sorts: {
    REVENUE: ({ revenue }) => units(revenue),
    UNITS: (row) => row.units_sold,
    PROFIT: ({ profit }) => units(profit),
    ORDERS: ({ orders }) => orders,
    MARGIN: (row) => row.margin_percent,
    RATING: (row) => row.rating,
    STOCK: ({ stock }) => stock,
    PRICE: ({ price }) => units(price),
    NAME: ({ name }) => byCodePoint(name),
    DAYS_WITHOUT_SALE: (row) => row.days_without_sale,
  },
  names: [...PRODUCT_SORTS, 'DAYS_WITHOUT_SALE'],
  page: productPage,
  foundId: ({ productId }) => productId,
}

pageTests(PRODUCT)
childTests(PRODUCT, {
  name: 'products of categories',
  parentOf: (row) => row.category_id,
  children: productsOfCategories,
  loaded: ({ categoryProducts }) => categoryProducts,
})
