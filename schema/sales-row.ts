import type { SalesKey as Key, SalesRow as Row } from '../lakehouse/serving/sales.ts'
import { money } from '../resolvers/money.ts'
import { builder } from './builder.ts'
import { SalesDimension } from './enums.ts'

const SalesKey = builder.objectRef<Key>('SalesKey').implement({
  description: 'What a row is of, in one dimension.',
  fields: (t) => ({
    dimension: t.expose('dimension', { type: SalesDimension, description: 'Which dimension.' }),
    value: t.exposeString('value', {
      description: 'An id, a path or a word; (none) where it is missing.',
    }),
    label: t.exposeString('label', {
      description: 'What to call it: a category’s leaf name, a store’s or product’s name.',
    }),
  }),
})

export const SalesRow = builder.objectRef<Row>('SalesRow').implement({
  description: 'What was sold of one combination of keys.',
  fields: (t) => ({
    periodStart: t.expose('periodStart', {
      type: 'Date',
      nullable: true,
      description: 'The first local day of its period; null without a grain.',
    }),
    keys: t.field({
      type: [SalesKey],
      description: 'In the order of `by`.',
      resolve: ({ keys }) => [...keys],
    }),
    orders: t.exposeInt('orders', { description: 'Sales; by STATUS all orders of it.' }),
    units: t.exposeInt('units', { description: 'Sum of quantity over sales. Unit: units.' }),
    revenue: t.expose('revenue', {
      type: 'Decimal',
      description: 'Sum of line_total over sales: after discount, before tax and shipping.',
    }),
    profit: t.expose('profit', {
      type: 'Decimal',
      nullable: true,
      description: 'Sum of line profit over sales; null when no line has one.',
    }),
    uniqueCustomers: t.exposeInt('uniqueCustomers', {
      description: 'Distinct customers of those orders, without guests.',
    }),
    aov: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'revenue ÷ sales; null without one.',
      resolve: ({ aov }) => money(aov),
    }),
  }),
})
