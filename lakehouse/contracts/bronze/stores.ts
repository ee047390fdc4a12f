import { canonical, given, optional } from './canonical.ts'

export const stores = canonical({
  table: 'stores',
  grain: 'a store',
  entityKey: ['store_id'],
  given: {
    store_id: given('string', 'The shop’s own id of the store'),
    name: optional('string', 'Name'),
    type: optional('string', 'Kind of store, in the shop’s words'),
    city: optional('string', 'City'),
    region: optional('string', 'State, province or region'),
    country: optional('string', 'Country in any spelling'),
    latitude: optional('double', 'Degrees north, −90–90'),
    longitude: optional('double', 'Degrees east, −180–180'),
  },
})
