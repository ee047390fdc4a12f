import { LIVE_DIMENSIONS, type LiveMinute as Row } from '../lakehouse/live/sales-per-minute.ts'
import { money } from '../resolvers/money.ts'
import { builder } from './builder.ts'

export const LiveDimension = builder.enumType('LiveDimension', {
  description: 'What live sales are cut by.',
  values: {
    CATEGORY: { description: 'The event’s own, else the product’s leaf name.' },
    STORE: { description: 'The store’s id.' },
    CITY: { description: 'As the event spells it.' },
  } as const satisfies Record<keyof typeof LIVE_DIMENSIONS, object>,
})

export const LiveMinute = builder.objectRef<Row>('LiveMinute').implement({
  description: 'What was sold in one minute of event time.',
  fields: (t) => ({
    minute: t.expose('minute', { type: 'DateTime', description: 'When it began.' }),
    orders: t.exposeInt('orders', { description: 'Distinct orders.' }),
    units: t.exposeInt('units', { description: 'Sum of quantity. Unit: units.' }),
    revenue: t.expose('revenue', { type: 'Decimal', description: 'Sum of the lines’ totals.' }),
    averageTicket: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'revenue ÷ orders; null without one.',
      resolve: ({ averageTicket }) => money(averageTicket),
    }),
    isClosed: t.exposeBoolean('isClosed', {
      description: 'Whether the watermark has passed it: no event changes it any more.',
    }),
  }),
})
