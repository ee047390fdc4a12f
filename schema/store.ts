import { stores } from '../lakehouse/contracts/silver/stores.ts'
import type { Store as StoreRow } from '../lakehouse/serving/stores.ts'
import { builder } from './builder.ts'
import { sayings } from './says.ts'

export const Store = builder.objectRef<StoreRow>('Store')

const says = sayings(stores)

builder.node(Store, {
  description: 'Where orders are taken.',
  id: { resolve: ({ storeId }) => storeId },
  loadOne: (id, { loaders }) => loaders.store.load(id),
  fields: (t) => ({
    storeId: t.exposeID('storeId', says('store_id')),
    name: t.exposeString('name', { nullable: true, ...says('name') }),
    type: t.exposeString('type', { nullable: true, ...says('type') }),
    city: t.exposeString('city', { nullable: true, ...says('city') }),
    region: t.exposeString('region', { nullable: true, ...says('region') }),
    country: t.exposeString('country', { nullable: true, ...says('country') }),
    latitude: t.exposeFloat('latitude', { nullable: true, ...says('latitude') }),
    longitude: t.exposeFloat('longitude', { nullable: true, ...says('longitude') }),
  }),
})
