import { stores } from '../lakehouse/contracts/silver/stores.ts'
import { type Store as StoreRow, allStores } from '../lakehouse/serving/stores.ts'
import { metricsOfValue } from '../resolvers/sales-metrics.ts'
import { builder } from './builder.ts'
import { periods } from './periods.ts'
import { SalesMetric } from './sales-metric.ts'
import { sayings } from './says.ts'

export const Store = builder.objectRef<StoreRow>('Store')

const says = sayings(stores)

builder.node(Store, {
  description: 'Where orders are taken.',
  id: { resolve: ({ storeId }) => storeId },
  loadWithoutCache: (id, { loaders }) => loaders.store.load(id),
  fields: (t) => ({
    storeId: t.exposeID('storeId', says('store_id')),
    name: t.exposeString('name', { nullable: true, ...says('name') }),
    type: t.exposeString('type', { nullable: true, ...says('type') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    region: t.exposeString('region', { nullable: true, ...says('region') }),
    country: t.exposeString('country', { nullable: true, ...says('country') }),
    latitude: t.exposeFloat('latitude', { nullable: true, ...says('latitude') }),
    longitude: t.exposeFloat('longitude', { nullable: true, ...says('longitude') }),
    sales: t.field({
      type: [SalesMetric],
      description: 'By period; zeros where nothing was sold.',
      args: periods,
      resolve: ({ storeId }, args, context) =>
        metricsOfValue({ dimension: 'STORE', value: storeId }, args, context),
    }),
  }),
})

builder.queryFields((t) => ({
  stores: t.field({
    type: [Store],
    description: 'All, by id.',
    resolve: (_root, _args, { reader }) => allStores(reader),
  }),
  store: t.field({
    type: Store,
    nullable: true,
    description: 'A store by its own key; null when it is not there.',
    args: { storeId: t.arg.id({ required: true, description: 'The source’s key.' }) },
    resolve: (_root, { storeId }, { loaders }) => loaders.store.load(storeId),
  }),
}))
