import type { SalesTrend as Row } from '../lakehouse/serving/sales-trends.ts'
import { money } from '../resolvers/money.ts'
import { trends } from '../resolvers/sales-trends.ts'
import { builder } from './builder.ts'
import { TrendDirection } from './enums.ts'
import { periods } from './periods.ts'

const SalesTrend = builder.objectRef<Row>('SalesTrend').implement({
  description: 'Where the revenue of all sales is going.',
  fields: (t) => ({
    periodStart: t.expose('periodStart', {
      type: 'Date',
      description: 'Its first day, in the business time zone.',
    }),
    revenue: t.expose('revenue', {
      type: 'Decimal',
      description: 'Sum of line_total over sales: after discount, before tax and shipping.',
    }),
    movingAverage: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'Mean revenue of `window` complete periods that end here; null before there are so many.',
      resolve: ({ movingAverage }) => money(movingAverage),
    }),
    growthPercent: t.exposeFloat('growthPercent', {
      nullable: true,
      description: 'Against the period before. Unit: percent.',
    }),
    yoyPercent: t.exposeFloat('yoyPercent', {
      nullable: true,
      description: 'Against the same period a year before. Unit: percent.',
    }),
    direction: t.expose('direction', {
      type: TrendDirection,
      description: 'Where the moving average goes.',
    }),
    isComplete: t.exposeBoolean('isComplete', {
      description: 'Whether the next period has begun by as_of.',
    }),
  }),
})

builder.queryField('salesTrends', (t) =>
  t.field({
    type: [SalesTrend],
    description: 'By period; averages reach back beyond the range.',
    args: {
      ...periods,
      window: t.arg.int({
        required: true,
        defaultValue: 3,
        description: 'Periods of the moving average, 1–500.',
      }),
    },
    resolve: (_root, args, context) => trends(args, context),
  }),
)
