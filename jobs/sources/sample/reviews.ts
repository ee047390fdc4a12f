import type { Calendar } from './calendar.ts'
import type { CsvFile, Field } from './csv-file.ts'
import { Customers } from './customers.ts'
import type { Dirt } from './dirt.ts'
import type { Order } from './order.ts'
import type { Random } from './random.ts'

export const REVIEWS_HEADER = [
  'review_no',
  'sku',
  'customer',
  'order_number',
  'stars',
  'title',
  'text',
  'written_at',
  'helpful',
  'votes',
] as const

/** Of delivered orders of customers. */
const REVIEWED = 0.52

const PRAISE = [
  'Very good',
  'Muito bom',
  'Excelente, lo recomiendo',
  'Exactly as described',
  'Happy with it',
]
const BLAME = [
  'Broke after a week',
  'Not what I expected',
  'Chegou com defeito',
  'Llegó tarde',
  'Poor quality',
]
const TEXTS = [
  'Works as it should.',
  'Would buy again, the price is fair.',
  'The box said "handle with care"; it was.',
  'First day: fine.\nSecond week: still fine.',
  'Entrega rápida, produto ótimo',
]

/** Writes the reviews of orders as they are delivered, and the flaws among them. */
export class Reviews {
  rows = 0
  readonly #random: Random
  readonly #calendar: Calendar
  readonly #dirt: Dirt
  readonly #file: CsvFile
  #latest: readonly Field[] | undefined
  #next = 1

  constructor(file: CsvFile, shop: { random: Random; calendar: Calendar; dirt: Dirt }) {
    this.#file = file
    this.#random = shop.random
    this.#calendar = shop.calendar
    this.#dirt = shop.dirt
  }

  write(order: Order): void {
    const { customer, delivery, estimatedDay } = order
    if (customer === undefined || delivery === undefined || !this.#random.chance(REVIEWED)) return
    const { product } = this.#random.pick(order.lines)
    const isLate = delivery.day > estimatedDay
    const stars = Math.round(
      product.quality - (isLate ? 1.5 : 0) + (this.#random.next() + this.#random.next() - 1) * 1.8,
    )
    const rating = Math.max(1, Math.min(5, stars))
    const votes = this.#random.chance(0.3) ? this.#random.between(1, 40) : 0
    const day = Math.min(delivery.day + this.#random.between(0, 15), this.#calendar.days - 1)
    this.#latest = [
      this.#number(),
      product.id,
      Customers.code(customer),
      order.id,
      rating,
      this.#random.pick(rating >= 3 ? PRAISE : BLAME),
      this.#random.chance(0.6) ? this.#random.pick(TEXTS) : '',
      this.#calendar.instant(day, 72_000 + this.#random.between(0, 14_000)),
      this.#random.between(0, votes + 1),
      votes,
    ]
    this.#file.write(this.#latest)
    this.rows++
  }

  /** Writes what is due of the dirt, made from the latest review; `progress` is the share of orders written. */
  soil(progress: number): void {
    const latest = this.#latest
    if (latest === undefined) return
    const [, sku, ...rest] = latest
    for (let n = this.#dirt.due('duplicate_reviews', progress); n > 0; n--) this.#file.write(latest)
    for (let n = this.#dirt.due('ratings_out_of_range', progress); n > 0; n--) {
      this.#file.write([
        this.#number(),
        sku,
        ...rest.slice(0, 2),
        n % 2 === 0 ? 0 : 7,
        ...rest.slice(3),
      ])
    }
    for (let n = this.#dirt.due('reviews_of_unknown_product', progress); n > 0; n--) {
      this.#file.write([this.#number(), 'P9999X', ...rest])
    }
    for (let n = this.#dirt.due('lines_with_too_many_fields', progress); n > 0; n--) {
      this.#file.writeRaw(
        `${this.#number()},P0001,,,4,Good, but dear,no quotes around a comma,2025-01-01 10:00:00,0,0\n`,
      )
    }
    for (let n = this.#dirt.due('lines_with_open_quotes', progress); n > 0; n--) {
      this.#file.writeRaw(
        `${this.#number()},P0001,,,4,"Good,the quote is never closed,2025-01-01 10:00:00,0,0\n`,
      )
    }
  }

  #number(): string {
    return `R${this.#next++}`
  }
}
