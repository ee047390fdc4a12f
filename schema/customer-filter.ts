import type { CustomerFilter as Filter } from '../lakehouse/serving/customers.ts'
import { builder } from './builder.ts'
import { CustomerSort, Segment } from './enums.ts'
import {
  AND,
  DIRECTION,
  DateRange,
  DecimalFilter,
  IntFilter,
  NOT,
  OR,
  StringFilter,
} from './filters.ts'

export const CustomerFilter = builder.inputRef<Filter>('CustomerFilter').implement({
  description: 'Customers for whom all of it holds; at most 5 deep, 50 predicates.',
  fields: (t) => ({
    and: t.field({ type: [CustomerFilter], description: AND }),
    or: t.field({ type: [CustomerFilter], description: OR }),
    not: t.field({ type: CustomerFilter, description: NOT }),
    segment: t.field({ type: [Segment], description: 'One of these segments.' }),
    country: t.field({ type: StringFilter, description: 'As the source spells it.' }),
    countryCode: t.field({ type: StringFilter, description: 'ISO 3166-1 alpha-2.' }),
    city: t.field({ type: StringFilter, description: 'As the source spells it.' }),
    clv: t.field({ type: DecimalFilter, description: 'Customer lifetime value.' }),
    revenue: t.field({ type: DecimalFilter, description: 'Revenue of all sales.' }),
    orders: t.field({ type: IntFilter, description: 'Number of sales.' }),
    recencyDays: t.field({
      type: IntFilter,
      description: 'Local days from the last sale to as_of.',
    }),
    registered: t.field({ type: DateRange, description: 'The local day of registration.' }),
    isActive: t.boolean({ description: 'As the source says.' }),
    search: t.string({ description: 'In name or e-mail, without case. Personal.' }),
  }),
})

export const CustomerOrderBy = builder.inputType('CustomerOrderBy', {
  description: 'One key of an order of customers.',
  fields: (t) => ({
    by: t.field({ type: CustomerSort, required: true, description: 'By what.' }),
    direction: t.field({ ...DIRECTION, description: 'Which way.' }),
  }),
})
