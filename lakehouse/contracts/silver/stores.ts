import { contract, double, required, string } from '../contract.ts'

export const stores = contract({
  name: 'silver.stores',
  grain: 'one row per store_id',
  columns: {
    store_id: required(string('The source’s key, trimmed.')),
    name: string('Blanks collapsed.'),
    type: string('As the source says.'),
    city: string('As the source spells it.'),
    region: string('As the source spells it.'),
    country: string('As the source spells it.'),
    country_code: string('ISO 3166-1 alpha-2 of country; NULL where the spelling is unknown.'),
    latitude: double('North is positive.', 'degrees'),
    longitude: double('East is positive.', 'degrees'),
  },
  key: ['store_id'],
  isServed: true,
})
