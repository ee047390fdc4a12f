import type { Days } from '../lakehouse/serving/day.ts'
import {
  type SalesTotals as TotalsRow,
  averageRating,
  criticalStock,
} from '../lakehouse/serving/sales-summary.ts'
import { money } from '../resolvers/money.ts'
import { type SalesSummary as Summary, summary } from '../resolvers/sales.ts'
import { builder } from './builder.ts'
import { DateRange } from './filters.ts'

const DateRangeValue = builder.objectRef<Days>('DateRangeValue').implement({
  description: 'Half-open, from ≤ x < to, in days of the business time zone.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', description: 'The first day.' }),
    to: t.expose('to', { type: 'Date', description: 'The day after the last.' }),
  }),
})

const SalesTotals = builder.objectRef<TotalsRow>('SalesTotals').implement({
  description: 'What was sold in a range of days.',
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

const SalesSummary = builder.objectRef<Summary>('SalesSummary').implement({
  description: 'A range of days, and what to compare it with.',
  fields: (t) => ({
    range: t.field({
      type: DateRangeValue,
      description: 'The range it is of.',
      resolve: ({ range }) => range,
    }),
    current: t.field({
      type: SalesTotals,
      description: 'Of the range.',
      resolve: ({ current }) => current,
    }),
    previous: t.field({
      type: SalesTotals,
      description: 'Of the range of the same length before; zeros outside the shop’s range.',
      resolve: ({ previous }) => previous,
    }),
    yearAgo: t.field({
      type: SalesTotals,
      nullable: true,
      description: 'Of the same dates a year before; null outside the shop’s range.',
      resolve: ({ yearAgo }) => yearAgo,
    }),
    criticalStock: t.int({
      description: 'Products with a stock below 10, active or not; the shop’s, today.',
      resolve: (_summary, _args, { reader }) => criticalStock(reader),
    }),
    averageRating: t.float({
      nullable: true,
      description: 'Mean of every review’s rating; the shop’s; null without one. Unit: 1–5.',
      resolve: (_summary, _args, { reader }) => averageRating(reader),
    }),
  }),
})

builder.queryField('salesSummary', (t) =>
  t.field({
    type: SalesSummary,
    description: 'Without a range: from the first to the last order’s day.',
    args: {
      range: t.arg({ type: DateRange, description: 'Which days; an open end is the shop’s.' }),
    },
    resolve: (_root, { range }, context) => summary(range, context),
  }),
)
