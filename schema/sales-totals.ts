import type { SalesTotals as Row } from '../lakehouse/serving/sales-totals.ts'
import { money } from '../resolvers/money.ts'
import { builder } from './builder.ts'

export const SalesTotals = builder.objectRef<Row>('SalesTotals').implement({
  description: 'What was sold, in all.',
  fields: (t) => ({
    orders: t.exposeInt('orders', { description: 'Sales.' }),
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
      description: 'Distinct customers of sales, without guests.',
    }),
    aov: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Average order value: revenue ÷ orders; null without a sale.',
      resolve: ({ aov }) => money(aov),
    }),
    cancellationRate: t.exposeFloat('cancellationRate', {
      nullable: true,
      description: 'Cancelled orders ÷ all orders; null without an order. Unit: 0–1.',
    }),
  }),
})
