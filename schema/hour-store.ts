import { salesByHour } from '../lakehouse/contracts/live/sales-by-hour.ts'
import type { HourStore as Row } from '../lakehouse/live/sales-by-hour.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'
import { Store } from './store.ts'

const says = sayings(salesByHour)

export const HourStore = builder.objectRef<Row>('HourStore').implement({
  description: 'What a store sold in one hour of event time.',
  fields: (t) => ({
    hour: t.expose('hour', { type: 'DateTime', ...says('hour') }),
    storeId: t.exposeID('storeId', { nullable: true, ...says('store_id') }),
    store: t.field({
      type: Store,
      nullable: true,
      description: 'Null without one, and where the publication does not have it.',
      resolve: ({ storeId }, _args, { loaders }) =>
        storeId === null ? null : loaders.store.load(storeId),
    }),
    orders: t.exposeInt('orders', says('orders')),
    revenue: t.expose('revenue', { type: 'Decimal', ...says('revenue') }),
  }),
})
