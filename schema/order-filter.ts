import type { OrderFilter as Filter } from '../lakehouse/serving/orders.ts'
import { builder } from './builder.ts'
import { OrderSort, OrderStatus, PaymentStatus } from './enums.ts'
import { AND, DIRECTION, DateRange, DecimalFilter, NOT, OR, StringFilter } from './filters.ts'

export const OrderFilter = builder.inputRef<Filter>('OrderFilter').implement({
  description: 'Orders for which all of it holds; at most 5 deep, 50 predicates.',
  fields: (t) => ({
    and: t.field({ type: [OrderFilter], description: AND }),
    or: t.field({ type: [OrderFilter], description: OR }),
    not: t.field({ type: OrderFilter, description: NOT }),
    ordered: t.field({ type: DateRange, description: 'The local day of the order.' }),
    status: t.field({ type: [OrderStatus], description: 'One of these.' }),
    paymentStatus: t.field({ type: [PaymentStatus], description: 'One of these.' }),
    paymentMethod: t.field({ type: StringFilter, description: 'Of its largest payment.' }),
    channel: t.field({ type: StringFilter, description: 'As the source says.' }),
    storeId: t.field({ type: StringFilter, description: 'The store’s own key.' }),
    country: t.field({ type: StringFilter, description: 'ISO 3166-1 alpha-2, else the spelling.' }),
    region: t.field({ type: StringFilter, description: 'As the source spells it.' }),
    city: t.field({ type: StringFilter, description: 'As the source spells it.' }),
    total: t.field({ type: DecimalFilter, description: 'With tax and shipping, after discount.' }),
    customerId: t.id({ description: 'The customer’s own key.' }),
    isSale: t.boolean({
      description: 'Not cancelled, and its payment neither failed nor refunded.',
    }),
  }),
})

export const OrderOrderBy = builder.inputType('OrderOrderBy', {
  description: 'One key of an order of orders.',
  fields: (t) => ({
    by: t.field({ type: OrderSort, required: true, description: 'By what.' }),
    direction: t.field({ ...DIRECTION, description: 'Which way.' }),
  }),
})
