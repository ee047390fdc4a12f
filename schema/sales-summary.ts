import type { Days } from '../lakehouse/serving/day.ts'
import { averageRating, criticalStock } from '../lakehouse/serving/sales-summary.ts'
import { type SalesSummary as Summary, summary } from '../resolvers/sales-summary.ts'
import { topCategories } from '../resolvers/sales.ts'
import { topProducts } from '../resolvers/top-products.ts'
import { builder } from './builder.ts'
import { DateRange } from './filters.ts'
import { listLength } from './list-length.ts'
import { ProductSales } from './product-sales.ts'
import { SalesRow } from './sales-row.ts'
import { SalesTotals } from './sales-totals.ts'

const DateRangeValue = builder.objectRef<Days>('DateRangeValue').implement({
  description: 'Half-open, from ≤ x < to, in days of the business time zone.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', description: 'The first day.' }),
    to: t.expose('to', { type: 'Date', description: 'The day after the last.' }),
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
    topProducts: t.field({
      type: [ProductSales],
      description: 'The range’s best sellers by revenue.',
      args: listLength(5),
      resolve: ({ asked }, { first }, context) =>
        topProducts({ by: 'REVENUE', first, range: asked }, context),
    }),
    topCategories: t.field({
      type: [SalesRow],
      description: 'The range’s best categories by revenue.',
      args: listLength(5),
      resolve: ({ asked }, { first }, context) => topCategories({ range: asked, first }, context),
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
