/** A country where the sample shop sells, with what its people's data look like there. */
export interface Country {
  readonly name: string
  /** As some of its people write it. */
  readonly spelling: string
  readonly share: number
  readonly callingCode: string
  /** Digits of a phone number after the calling code, `#` any. */
  readonly phone: string
  readonly language: Language
  readonly cities: readonly City[]
}

/** Name, region, latitude, longitude. */
export type City = readonly [name: string, region: string, latitude: number, longitude: number]

export type Language = 'pt' | 'es' | 'en' | 'fr' | 'de' | 'it'

export const COUNTRIES: readonly Country[] = [
  {
    name: 'Brazil',
    spelling: 'Brasil',
    share: 0.24,
    callingCode: '55',
    phone: '11 9####-####',
    language: 'pt',
    cities: [
      ['São Paulo', 'SP', -23.5505, -46.6333],
      ['Rio de Janeiro', 'RJ', -22.9068, -43.1729],
      ['Curitiba', 'PR', -25.4284, -49.2733],
      ['Salvador', 'BA', -12.9777, -38.5016],
    ],
  },
  {
    name: 'Spain',
    spelling: 'España',
    share: 0.16,
    callingCode: '34',
    phone: '6## ### ###',
    language: 'es',
    cities: [
      ['Madrid', 'Madrid', 40.4168, -3.7038],
      ['Barcelona', 'Cataluña', 41.3874, 2.1686],
      ['Sevilla', 'Andalucía', 37.3891, -5.9845],
      ['Valencia', 'Comunidad Valenciana', 39.4699, -0.3763],
    ],
  },
  {
    name: 'Portugal',
    spelling: 'PT',
    share: 0.1,
    callingCode: '351',
    phone: '91# ### ###',
    language: 'pt',
    cities: [
      ['Lisboa', 'Lisboa', 38.7223, -9.1393],
      ['Porto', 'Porto', 41.1579, -8.6291],
      ['Braga', 'Braga', 41.5454, -8.4265],
    ],
  },
  {
    name: 'Mexico',
    spelling: 'México',
    share: 0.1,
    callingCode: '52',
    phone: '55 #### ####',
    language: 'es',
    cities: [
      ['Ciudad de México', 'CDMX', 19.4326, -99.1332],
      ['Guadalajara', 'Jalisco', 20.6597, -103.3496],
      ['Monterrey', 'Nuevo León', 25.6866, -100.3161],
    ],
  },
  {
    name: 'United States',
    spelling: 'USA',
    share: 0.1,
    callingCode: '1',
    phone: '212 555 01##',
    language: 'en',
    cities: [
      ['New York', 'NY', 40.7128, -74.006],
      ['Austin', 'TX', 30.2672, -97.7431],
      ['Seattle', 'WA', 47.6062, -122.3321],
      ['Miami', 'FL', 25.7617, -80.1918],
    ],
  },
  {
    name: 'Argentina',
    spelling: 'AR',
    share: 0.07,
    callingCode: '54',
    phone: '9 11 ####-####',
    language: 'es',
    cities: [
      ['Buenos Aires', 'Buenos Aires', -34.6037, -58.3816],
      ['Córdoba', 'Córdoba', -31.4201, -64.1888],
    ],
  },
  {
    name: 'United Kingdom',
    spelling: 'Reino Unido',
    share: 0.06,
    callingCode: '44',
    phone: '7### ######',
    language: 'en',
    cities: [
      ['London', 'England', 51.5072, -0.1276],
      ['Edinburgh', 'Scotland', 55.9533, -3.1883],
      ['Cardiff', 'Wales', 51.4816, -3.1791],
    ],
  },
  {
    name: 'France',
    spelling: 'Francia',
    share: 0.05,
    callingCode: '33',
    phone: '6 ## ## ## ##',
    language: 'fr',
    cities: [
      ['Paris', 'Île-de-France', 48.8566, 2.3522],
      ['Lyon', 'Auvergne-Rhône-Alpes', 45.764, 4.8357],
    ],
  },
  {
    name: 'Germany',
    spelling: 'DEU',
    share: 0.05,
    callingCode: '49',
    phone: '151 ########',
    language: 'de',
    cities: [
      ['Berlin', 'Berlin', 52.52, 13.405],
      ['München', 'Bayern', 48.1351, 11.582],
    ],
  },
  {
    name: 'Chile',
    spelling: 'CL',
    share: 0.03,
    callingCode: '56',
    phone: '9 #### ####',
    language: 'es',
    cities: [
      ['Santiago', 'Región Metropolitana', -33.4489, -70.6693],
      ['Valparaíso', 'Valparaíso', -33.0472, -71.6127],
    ],
  },
  {
    name: 'Colombia',
    spelling: 'CO',
    share: 0.02,
    callingCode: '57',
    phone: '30# ### ####',
    language: 'es',
    cities: [
      ['Bogotá', 'Bogotá', 4.711, -74.0721],
      ['Medellín', 'Antioquia', 6.2442, -75.5812],
    ],
  },
  {
    name: 'Italy',
    spelling: 'Italia',
    share: 0.02,
    callingCode: '39',
    phone: '3## ### ####',
    language: 'it',
    cities: [
      ['Milano', 'Lombardia', 45.4642, 9.19],
      ['Roma', 'Lazio', 41.9028, 12.4964],
    ],
  },
]

export const FIRST_NAMES: Readonly<Record<Language, readonly string[]>> = {
  pt: [
    'Ana',
    'João',
    'Maria',
    'Pedro',
    'Beatriz',
    'Lucas',
    'Inês',
    'Rafael',
    'Camila',
    'Tiago',
    'Letícia',
    'Gustavo',
  ],
  es: [
    'Lucía',
    'Mateo',
    'Sofía',
    'Diego',
    'Valentina',
    'Javier',
    'Carmen',
    'Andrés',
    'Elena',
    'Pablo',
    'Marta',
    'Íñigo',
  ],
  en: [
    'Emma',
    'James',
    'Olivia',
    'Noah',
    'Grace',
    'Henry',
    'Chloe',
    'Oliver',
    'Hannah',
    'Jack',
    'Amelia',
    'Ethan',
  ],
  fr: ['Camille', 'Louis', 'Zoé', 'Hugo', 'Élodie', 'Jules', 'Manon', 'Théo'],
  de: ['Anna', 'Lukas', 'Jürgen', 'Leonie', 'Felix', 'Greta', 'Jonas', 'Mia'],
  it: ['Giulia', 'Marco', 'Chiara', 'Luca', 'Francesca', 'Matteo', 'Sara', 'Davide'],
}

export const LAST_NAMES: Readonly<Record<Language, readonly string[]>> = {
  pt: [
    'Silva',
    'Santos',
    'Oliveira',
    'Souza',
    'Pereira',
    'Costa',
    'Gonçalves',
    'Almeida',
    'Ribeiro',
    'Carvalho',
  ],
  es: [
    'García',
    'Martínez',
    'López',
    'Sánchez',
    'Fernández',
    'Rodríguez',
    'Núñez',
    'Torres',
    'Romero',
    'Vega',
  ],
  en: [
    'Smith',
    'Johnson',
    'Williams',
    'Brown',
    'Taylor',
    'Davies',
    'Walker',
    'Harris',
    'Clark',
    'Lewis',
  ],
  fr: ['Martin', 'Bernard', 'Dubois', 'Lefèvre', 'Moreau', 'Laurent'],
  de: ['Müller', 'Schmidt', 'Schneider', 'Fischer', 'Weber', 'Schäfer'],
  it: ['Rossi', 'Ferrari', 'Esposito', 'Bianchi', 'Romano', 'Ricci'],
}
