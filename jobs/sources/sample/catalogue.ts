import type { Random } from './random.ts'

/** Id, name, id of the category above, description. */
type Category = readonly [id: string, name: string, parent: string, description: string]

export const CATEGORIES: readonly Category[] = [
  ['C01', 'Electronics', '', 'Everything with a plug or a battery'],
  ['C02', 'Home', '', 'For kitchen, garden and rooms'],
  ['C03', 'Fashion', '', 'Clothes and shoes'],
  ['C04', 'Sports', '', 'For moving outside'],
  ['C05', 'Computers', 'C01', 'Laptops and what belongs to them'],
  ['C06', 'Audio', 'C01', 'For listening'],
  ['C07', 'Kitchen', 'C02', 'For cooking and drinking'],
  ['C08', 'Garden', 'C02', 'Tools and furniture for outside'],
  ['C09', 'Clothing', 'C03', 'To wear'],
  ['C10', 'Outdoor', 'C04', 'For nights and days outside'],
  ['C11', 'Laptops', 'C05', 'Portable computers'],
  ['C12', 'Computer Accessories', 'C05', 'Mice, keyboards, hubs'],
  ['C13', 'Headphones', 'C06', 'Over, on and in the ear'],
  ['C14', 'Cookware', 'C07', 'Pots and pans'],
  ['C15', 'Coffee', 'C07', 'Beans, grinders and machines'],
  ['C16', 'Shirts', 'C09', 'Shirts of cotton and linen'],
  ['C17', 'Shoes', 'C09', 'Shoes for the street'],
  ['C18', 'Camping', 'C10', 'Tents, bags and lamps'],
]

interface Line {
  readonly category: string
  readonly nouns: readonly string[]
  readonly brands: readonly string[]
  /** Cents. */
  readonly cheapest: number
  readonly dearest: number
  readonly margin: number
  /** How many times the usual in each month from January. */
  readonly season: readonly number[]
  /** Categories that are bought with it. */
  readonly goesWith: readonly string[]
}

const FLAT = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
const GIFTS = [0.8, 0.8, 0.9, 0.9, 1, 0.9, 0.9, 0.9, 0.9, 1, 1.5, 1.8]
const SUMMER = [0.5, 0.6, 0.9, 1.3, 1.7, 1.8, 1.6, 1.3, 0.9, 0.6, 0.5, 0.5]
const WINTER = [1.4, 1.3, 1, 0.8, 0.7, 0.7, 0.7, 0.7, 0.9, 1.2, 1.4, 1.5]

const LINES: readonly Line[] = [
  {
    category: 'C11',
    nouns: ['Laptop', 'Ultrabook', 'Workstation'],
    brands: ['Nordvik', 'Kairo', 'Altura'],
    cheapest: 45_000,
    dearest: 210_000,
    margin: 0.14,
    season: GIFTS,
    goesWith: ['C12', 'C13'],
  },
  {
    category: 'C12',
    nouns: ['Mouse', 'Keyboard', 'USB Hub', 'Sleeve', 'Charger'],
    brands: ['Kairo', 'Tecla', 'Pixelo'],
    cheapest: 1200,
    dearest: 14_000,
    margin: 0.42,
    season: FLAT,
    goesWith: ['C11', 'C13'],
  },
  {
    category: 'C13',
    nouns: ['Headphones', 'Earbuds', 'Headset'],
    brands: ['Sonara', 'Pixelo', 'Hertz & Hall'],
    cheapest: 2500,
    dearest: 42_000,
    margin: 0.35,
    season: GIFTS,
    goesWith: ['C12'],
  },
  {
    category: 'C14',
    nouns: ['Frying Pan', 'Saucepan', 'Casserole', 'Wok'],
    brands: ['Casa Forno', 'Ferrum', 'Olla'],
    cheapest: 1900,
    dearest: 16_000,
    margin: 0.45,
    season: WINTER,
    goesWith: ['C15'],
  },
  {
    category: 'C15',
    nouns: ['Espresso Machine', 'Coffee Beans 1 kg', 'Grinder', 'French Press'],
    brands: ['Monte Verde', 'Torra', 'Casa Forno'],
    cheapest: 900,
    dearest: 58_000,
    margin: 0.38,
    season: WINTER,
    goesWith: ['C14'],
  },
  {
    category: 'C08',
    nouns: ['Garden Chair', 'Watering Can', 'Pruner', 'Lantern'],
    brands: ['Verdea', 'Quinta', 'Ferrum'],
    cheapest: 1100,
    dearest: 24_000,
    margin: 0.4,
    season: SUMMER,
    goesWith: ['C18'],
  },
  {
    category: 'C16',
    nouns: ['Linen Shirt', 'Oxford Shirt', 'T-Shirt', 'Polo'],
    brands: ['Lino', 'Porto & Filhos', 'Marea'],
    cheapest: 1500,
    dearest: 9000,
    margin: 0.55,
    season: SUMMER,
    goesWith: ['C17'],
  },
  {
    category: 'C17',
    nouns: ['Sneaker', 'Loafer', 'Ankle Boot', 'Sandal'],
    brands: ['Marea', 'Passo', 'Calçada'],
    cheapest: 3500,
    dearest: 19_000,
    margin: 0.5,
    season: FLAT,
    goesWith: ['C16'],
  },
  {
    category: 'C18',
    nouns: ['Tent', 'Sleeping Bag', 'Camping Lamp', 'Backpack'],
    brands: ['Serra', 'Cumbre', 'Nordvik'],
    cheapest: 2200,
    dearest: 48_000,
    margin: 0.36,
    season: SUMMER,
    goesWith: ['C08'],
  },
]

const MODELS = [
  'Aero',
  'Brisa',
  'Cima',
  'Duna',
  'Eco',
  'Fado',
  'Gala',
  'Hola',
  'Iris',
  'Jota',
  'Luna',
  'Mira',
  'Nova',
  'Onda',
  'Pico',
  'Rio',
]

export interface Product {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly brand: string
  readonly model: string
  /** Cents. */
  readonly price: number
  readonly cost: number
  readonly launchDay: number
  readonly isActive: boolean
  /** 0 is never bought. */
  readonly popularity: number
  readonly season: readonly number[]
  /** Places in the catalogue of what is bought with it. */
  readonly companions: readonly number[]
  /** Mean stars, 1–5. */
  readonly quality: number
}

/** The sample shop's products: a few sell most, some are new, one in twenty never sells. */
export function makeCatalogue(random: Random, count: number, days: number): Product[] {
  const drafts = Array.from({ length: count }, (_, i) =>
    draft(random, { i, line: LINES[i % LINES.length]!, days }),
  )
  const places = Map.groupBy(drafts.keys(), (place) => drafts[place]!.category)
  return drafts.map(({ goesWith, ...product }) => ({
    ...product,
    companions: Array.from({ length: 4 }, () => random.pick(places.get(random.pick(goesWith))!)),
  }))
}

function draft(random: Random, { i, line, days }: { i: number; line: Line; days: number }) {
  const brand = random.pick(line.brands)
  const model = `${random.pick(MODELS)} ${random.between(1, 10) * 100}`
  const price = psychological(line.cheapest * (line.dearest / line.cheapest) ** random.next())
  const isNew = i >= LINES.length && random.chance(0.12)
  const isUnsold = i >= LINES.length && random.chance(0.05)
  return {
    id: `P${String(i + 1).padStart(4, '0')}`,
    name: `${brand} ${model} ${random.pick(line.nouns)}`,
    category: line.category,
    brand,
    model,
    price,
    cost: Math.round(price * (1 - line.margin) * (0.92 + 0.16 * random.next())),
    launchDay: isNew ? random.between(0, days) : -random.between(30, 900),
    isActive: !random.chance(0.04),
    popularity: isUnsold ? 0 : 1 / (1 + i / LINES.length) ** 0.75,
    season: line.season,
    quality: 3.2 + 1.6 * random.next(),
    goesWith: line.goesWith,
  }
}

/** The price below: 49.90, 199.00, 1299.00. */
function psychological(cents: number): number {
  return cents < 10_000
    ? Math.max(1, Math.round(cents / 1000)) * 1000 - 10
    : Math.round(cents / 5000) * 5000 - 100
}
