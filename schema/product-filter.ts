import type { ProductFilter as Filter } from '../lakehouse/serving/products.ts'
import { builder } from './builder.ts'
import { AbcClass, ProductSort, SalesClass, StockClass } from './enums.ts'
import {
  AND,
  DIRECTION,
  DecimalFilter,
  FloatFilter,
  IntFilter,
  NOT,
  OR,
  StringFilter,
} from './filters.ts'

export const ProductFilter = builder.inputRef<Filter>('ProductFilter').implement({
  description: 'Products for which all of it holds; at most 5 deep, 50 predicates.',
  fields: (t) => ({
    and: t.field({ type: [ProductFilter], description: AND }),
    or: t.field({ type: [ProductFilter], description: OR }),
    not: t.field({ type: ProductFilter, description: NOT }),
    category: t.field({
      type: StringFilter,
      description: 'The category’s path: Root/…/Leaf; (none) without.',
    }),
    rootCategory: t.field({ type: StringFilter, description: 'The first name of the path.' }),
    brand: t.field({ type: StringFilter, description: 'The brand.' }),
    price: t.field({ type: DecimalFilter, description: 'List price today.' }),
    stock: t.field({ type: IntFilter, description: 'Units in stock today.' }),
    stockClass: t.field({ type: [StockClass], description: 'One of these classes.' }),
    salesClass: t.field({ type: [SalesClass], description: 'One of these classes.' }),
    abcClass: t.field({ type: [AbcClass], description: 'One of these classes.' }),
    rating: t.field({ type: FloatFilter, description: 'Mean rating of its reviews, 1–5.' }),
    isStale: t.boolean({ description: 'More than 90 days without a sale.' }),
    isActive: t.boolean({ description: 'As the source says.' }),
    search: t.string({ description: 'In name, brand, model or description, without case.' }),
  }),
})

export const ProductOrderBy = builder.inputType('ProductOrderBy', {
  description: 'One key of an order of products.',
  fields: (t) => ({
    by: t.field({ type: ProductSort, required: true, description: 'By what.' }),
    direction: t.field({ ...DIRECTION, description: 'Which way.' }),
  }),
})
