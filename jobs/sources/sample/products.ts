import type { Calendar } from './calendar.ts'
import { CATEGORIES } from './catalogue.ts'
import type { Product } from './catalogue.ts'
import { cents } from './cents.ts'
import type { CsvFile, Field } from './csv-file.ts'
import type { Dirt } from './dirt.ts'
import type { Random } from './random.ts'
import { stockToday } from './stock.ts'

export const CATEGORIES_HEADER = ['id', 'name', 'parent', 'description'] as const
export const PRODUCTS_HEADER = [
  'SKU',
  'Product Name',
  'Description',
  'Category',
  'Brand',
  'Model',
  'List Price',
  'Unit Cost',
  'Stock',
  'Weight (kg)',
  'Dimensions (cm)',
  'Launch Date',
  'Active',
  'Created At',
] as const

interface Shop {
  readonly random: Random
  readonly calendar: Calendar
  readonly catalogue: readonly Product[]
  readonly dirt: Dirt
}

/** Writes the tree of categories and its flaws; gives how many silver must hold. */
export function writeCategories(file: CsvFile, dirt: Dirt): number {
  for (const category of CATEGORIES) file.write(category)
  for (let n = dirt.due('orphan_categories', 1); n > 0; n--) {
    file.write([`CX${n}`, `Lost ${n}`, 'C99', 'Its parent is gone'])
  }
  const circle = dirt.due('cyclic_categories', 1)
  for (let n = 0; n < circle; n++) {
    file.write([`CY${n}`, `Circle ${n}`, `CY${(n + 1) % circle}`, 'Its own ancestor'])
  }
  return CATEGORIES.length
}

/** Writes the products and their flaws; gives how many silver must hold. */
export function writeProducts(file: CsvFile, { random, calendar, catalogue, dirt }: Shop): number {
  let rows = 0
  for (const product of catalogue) {
    const fields: Field[] = [
      product.id,
      product.name,
      `${product.name} by ${product.brand}`,
      product.category,
      product.brand,
      product.model,
      cents(product.price),
      cents(product.cost),
      random.chance(0.03) ? '' : stockToday(random, product),
      `${random.between(0, 12)}.${random.between(10, 99)}`,
      `${random.between(5, 80)} x ${random.between(5, 60)} x ${random.between(2, 40)}`,
      calendar.date(product.launchDay),
      product.isActive,
      calendar.instant(product.launchDay - 14, 36_000),
    ]
    file.write(fields)
    rows++
    rows += soil(file, { fields, dirt, progress: rows / catalogue.length })
  }
  return rows
}

/** Flawed products that silver keeps are counted. */
function soil(
  file: CsvFile,
  { fields, dirt, progress }: { fields: readonly Field[]; dirt: Dirt; progress: number },
): number {
  const [id, name, description, category, ...rest] = fields
  let kept = 0
  for (let n = dirt.due('negative_price_products', Math.min(1, progress)); n > 0; n--) {
    file.write([
      `${String(id)}-N`,
      name,
      description,
      category,
      ...rest.slice(0, 2),
      '-9.99',
      ...rest.slice(3),
    ])
  }
  for (
    let n = dirt.due('products_of_unknown_category', Math.min(1, progress));
    n > 0;
    n--, kept++
  ) {
    file.write([`${String(id)}-C`, name, description, 'C77', ...rest])
  }
  for (let n = dirt.due('unnamed_products', Math.min(1, progress)); n > 0; n--, kept++) {
    file.write([`${String(id)}-U`, '', description, category, ...rest])
  }
  return kept
}
