import type { CsvFile } from './csv-file.ts'
import { COUNTRIES } from './places.ts'
import type { Country } from './places.ts'

export const STORES_HEADER = [
  'store',
  'name',
  'type',
  'city',
  'region',
  'country',
  'lat',
  'lon',
] as const

/** One store a country, two in the largest: in its first cities. */
const STORES = COUNTRIES.flatMap((country, i) =>
  country.cities.slice(0, country.share >= 0.16 ? 2 : 1).map((city, place) => ({
    id: `S${String(i + 1).padStart(2, '0')}${'AB'[place]!}`,
    country,
    city,
    type: place === 0 ? 'Flagship' : 'Outlet',
  })),
)

const BY_COUNTRY = new Map(
  COUNTRIES.map((country) => [
    country,
    STORES.filter((store) => store.country === country).map(({ id }) => id),
  ]),
)

/** The stores of a country, by id. */
export function storesOf(country: Country): readonly string[] {
  return BY_COUNTRY.get(country)!
}

export function writeStores(file: CsvFile): void {
  for (const {
    id,
    country,
    city: [city, region, latitude, longitude],
    type,
  } of STORES) {
    file.write([id, `Lakegate ${city}`, type, city, region, country.name, latitude, longitude])
  }
}
