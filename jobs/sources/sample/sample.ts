import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Baskets } from './basket.ts'
import { Calendar } from './calendar.ts'
import { makeCatalogue } from './catalogue.ts'
import { CsvFile } from './csv-file.ts'
import { CUSTOMERS_HEADER, Customers } from './customers.ts'
import { Dirt } from './dirt.ts'
import { OrderFiles } from './order-files.ts'
import { Orders } from './orders.ts'
import { CATEGORIES_HEADER, PRODUCTS_HEADER, writeCategories, writeProducts } from './products.ts'
import { Random } from './random.ts'
import { REVIEWS_HEADER, Reviews } from './reviews.ts'
import { STOCK_HEADER, writeStock } from './stock.ts'
import { STORES_HEADER, writeStores } from './stores.ts'

export interface SampleOptions {
  /** Where the raw files go. */
  readonly folder: string
  readonly seed: number
  /** ISO; the last day on which somebody orders. */
  readonly endDate: string
  readonly orders: number
}

export interface Sample {
  /** Rows by canonical table that are sound: what silver must hold, and no more. */
  readonly rows: Readonly<Record<string, number>>
  /** Rows of each kind of dirt, by the names of `DIRT`, which says what becomes of them. */
  readonly dirt: Readonly<Record<string, number>>
  /** Records of orders, lines and payments that were written, dirt included. */
  readonly lines: number
}

const MONTHS = 24

/**
 * Writes the raw files of a shop that never was: the same files for the same seed, end and size.
 *
 * Products that go together are bought together, some customers stay and some are lost, every year has its season.
 */
export async function makeSample({
  folder,
  seed,
  endDate,
  orders: count,
}: SampleOptions): Promise<Sample> {
  const calendar = new Calendar(endDate, MONTHS)
  const dirt = new Dirt(count)
  const catalogue = makeCatalogue(new Random(seed, 'catalogue'), productsOf(count), calendar.days)
  const customers = new Customers(seed, customersOf(count), calendar.days)
  const shop = { random: new Random(seed, 'things'), calendar, catalogue, customers, dirt }
  const rows = writeDimensions(folder, shop)

  const baskets = new Baskets(new Random(seed, 'baskets'), catalogue, calendar)
  const orders = new Orders({ ...shop, random: new Random(seed, 'orders'), baskets }, count)
  using files = new OrderFiles(folder, { ...shop, random: new Random(seed, 'order files') })
  using reviewsFile = new CsvFile(join(folder, 'reviews.csv.gz'), REVIEWS_HEADER)
  const reviews = new Reviews(reviewsFile, { ...shop, random: new Random(seed, 'reviews') })
  for (let day = 0; day < calendar.days; day++) {
    files.begin(day)
    const ordersOfDay = orders.of(day)
    for (const order of ordersOfDay) {
      files.write(order)
      reviews.write(order)
    }
    const progress = files.rows.orders / count
    files.soil(progress)
    reviews.soil(progress)
    await setImmediate()
  }
  return {
    rows: { ...rows, ...files.rows, reviews: reviews.rows },
    dirt: dirt.counts(),
    lines: files.lines,
  }
}

interface Shop {
  readonly random: Random
  readonly calendar: Calendar
  readonly catalogue: ReturnType<typeof makeCatalogue>
  readonly customers: Customers
  readonly dirt: Dirt
}

function writeDimensions(folder: string, shop: Shop): Record<string, number> {
  using customers = new CsvFile(join(folder, 'customers.csv'), CUSTOMERS_HEADER, {
    hasByteOrderMark: true,
  })
  using categories = new CsvFile(join(folder, 'categories.csv'), CATEGORIES_HEADER)
  using products = new CsvFile(join(folder, 'products.tsv'), PRODUCTS_HEADER, { delimiter: '\t' })
  using stores = new CsvFile(join(folder, 'stores.csv'), STORES_HEADER, { delimiter: ';' })
  using stock = new CsvFile(join(folder, 'stock.csv'), STOCK_HEADER, { lineEnd: '\r\n' })
  shop.customers.write(customers, shop.calendar, shop.dirt)
  writeStores(stores)
  return {
    customers: shop.customers.count,
    product_categories: writeCategories(categories, shop.dirt),
    products: writeProducts(products, shop),
    stores: stores.records,
    stock_snapshots: writeStock(stock, shop),
  }
}

/** 1,200 at 5,000 orders, about 100,000 at a million. */
function customersOf(orders: number): number {
  return Math.max(60, Math.round(1200 * (orders / 5000) ** 0.835))
}

/** 240 up to 5,000 orders, then more, up to 4,000. */
function productsOf(orders: number): number {
  return Math.max(240, Math.min(4000, Math.round(240 * Math.sqrt(orders / 5000))))
}
