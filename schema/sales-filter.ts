import type { SalesFilter as Filter } from '../lakehouse/serving/sales-filter.ts'
import type { SalesHaving as Having } from '../lakehouse/serving/sales.ts'
import { builder } from './builder.ts'
import { SalesMeasure, Segment } from './enums.ts'
import { DIRECTION, DecimalFilter, IntFilter, StringFilter } from './filters.ts'

export const SalesFilter = builder.inputRef<Filter>('SalesFilter').implement({
  description: 'Sales for which all of it holds. A missing value equals (none), as in keys.',
  fields: (t) => ({
    category: t.field({
      type: StringFilter,
      description: 'The category’s path: Root/…/Leaf; (none) without.',
    }),
    rootCategory: t.field({ type: StringFilter, description: 'The first name of the path.' }),
    brand: t.field({ type: StringFilter, description: 'The product’s brand.' }),
    productId: t.field({ type: StringFilter, description: 'The product’s own key.' }),
    channel: t.field({ type: StringFilter, description: 'The order’s channel.' }),
    storeId: t.field({ type: StringFilter, description: 'The store’s own key.' }),
    country: t.field({ type: StringFilter, description: 'ISO 3166-1 alpha-2, else the spelling.' }),
    region: t.field({ type: StringFilter, description: 'As the source spells it.' }),
    city: t.field({ type: StringFilter, description: 'As the source spells it.' }),
    paymentMethod: t.field({ type: StringFilter, description: 'Of the order’s largest payment.' }),
    segment: t.field({
      type: [Segment],
      description: 'The customer’s segment is one of these.',
    }),
  }),
})

export const SalesHaving = builder.inputRef<Having>('SalesHaving').implement({
  description: 'Rows for which all of it holds.',
  fields: (t) => ({
    revenue: t.field({ type: DecimalFilter, description: 'The row’s revenue.' }),
    orders: t.field({ type: IntFilter, description: 'The row’s orders.' }),
    units: t.field({ type: IntFilter, description: 'The row’s units.' }),
  }),
})

export const SalesOrderBy = builder.inputType('SalesOrderBy', {
  description: 'The order of rows of sales.',
  fields: (t) => ({
    by: t.field({ type: SalesMeasure, required: true, description: 'By what.' }),
    direction: t.field({ ...DIRECTION, description: 'Which way.' }),
  }),
})
