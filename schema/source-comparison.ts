import type {
  SourceComparison as Row,
  SourceTotals as Totals,
} from '../lakehouse/live/source-comparison.ts'
import { comparison } from '../resolvers/live.ts'
import { builder } from './builder.ts'
import { DateRange } from './filters.ts'

const LiveGrain = builder.enumType('LiveGrain', {
  description: 'How long a compared period is.',
  values: {
    HOUR: { description: 'An hour of UTC.' },
    DAY: { description: 'A day of the business time zone.' },
  } as const,
})

const SourceTotals = builder.objectRef<Totals>('SourceTotals').implement({
  description: 'What was sold, as one source tells it.',
  fields: (t) => ({
    orders: t.exposeInt('orders', { description: 'Sales.' }),
    units: t.exposeInt('units', { description: 'Sum of quantity. Unit: units.' }),
    revenue: t.expose('revenue', { type: 'Decimal', description: 'Sum of the lines’ totals.' }),
  }),
})

const SourceComparison = builder.objectRef<Row>('SourceComparison').implement({
  description:
    'What the shop’s files and its events tell of one period: an order lies where its source says.',
  fields: (t) => ({
    periodStart: t.expose('periodStart', { type: 'DateTime', description: 'When it began.' }),
    batch: t.expose('batch', {
      type: SourceTotals,
      description: 'Sales of the current publication that came in the shop’s files.',
    }),
    streaming: t.expose('streaming', {
      type: SourceTotals,
      description: 'Orders of the live tables, late and simulated ones too.',
    }),
    union: t.expose('union', {
      type: SourceTotals,
      description: 'Of either; an order of both counts once, as the files have it.',
    }),
    revenueDifference: t.expose('revenueDifference', {
      type: 'Decimal',
      description: 'Revenue of batch less that of streaming.',
    }),
    inBoth: t.exposeInt('inBoth', {
      description: 'Orders of streaming that came in the shop’s files too.',
    }),
  }),
})

builder.queryField('batchVersusStreaming', (t) =>
  t.field({
    type: [SourceComparison],
    description: 'Every period of the range, the oldest first; none before the first event.',
    directives: { live: {} },
    args: {
      grain: t.arg({
        type: LiveGrain,
        required: true,
        defaultValue: 'HOUR',
        description: 'How long a period is.',
      }),
      range: t.arg({
        type: DateRange,
        description:
          'Periods that begin in it; without an end to the watermark’s period, without a beginning from 24 hours or 30 days before its end.',
      }),
    },
    resolve: (_root, args, context) => comparison(args, context),
  }),
)
