import type { Calendar } from './calendar.ts'
import type { Product } from './catalogue.ts'
import type { CsvFile } from './csv-file.ts'
import type { Dirt } from './dirt.ts'
import type { Random } from './random.ts'

export const STOCK_HEADER = ['sku', 'counted_at', 'units'] as const

/** Units of every product now: few of the dear and the popular, none of some. */
export function stockToday(random: Random, { price, popularity }: Product): number {
  if (random.chance(0.05)) return 0
  const usual = Math.max(8, 240 - price / 400) * (0.5 + popularity)
  return Math.round(usual * (0.1 + 1.2 * random.next()))
}

interface Shop {
  readonly random: Random
  readonly calendar: Calendar
  readonly catalogue: readonly Product[]
  readonly dirt: Dirt
}

/** Writes one count of every product that is on sale at the end of each 30 days; gives how many. */
export function writeStock(file: CsvFile, { random, calendar, catalogue, dirt }: Shop): number {
  let rows = 0
  for (let day = 29; day < calendar.days; day += 30) {
    for (const product of catalogue) {
      if (product.launchDay > day) continue
      file.write([product.id, calendar.instant(day, 82_800), stockToday(random, product)])
      rows++
    }
    for (let n = dirt.due('unreadable_stock', (day + 30) / calendar.days); n > 0; n--) {
      file.write([catalogue[n]!.id, calendar.instant(day, 3600 + n), 'many'])
    }
  }
  return rows
}
