import type { Calendar } from './calendar.ts'
import type { Product } from './catalogue.ts'
import type { Random } from './random.ts'

export interface BasketLine {
  readonly product: Product
  readonly quantity: number
  /** Cents. */
  readonly unitPrice: number
  readonly unitCost: number
  readonly discountPercent: number
}

/** How many lines an order has; 2.5 in the mean. */
const LINE_COUNTS = [
  [1, 0.28],
  [2, 0.3],
  [3, 0.21],
  [4, 0.11],
  [5, 0.06],
  [6, 0.04],
] as const
const DISCOUNTS = [
  [0, 0.76],
  [5, 0.06],
  [10, 0.09],
  [15, 0.04],
  [20, 0.03],
  [30, 0.02],
] as const
const SALE_DISCOUNTS = [
  [0, 0.3],
  [10, 0.2],
  [20, 0.3],
  [30, 0.2],
] as const

/** What is put in a basket on a day: the popular, the seasonal, and what goes with it. */
export class Baskets {
  readonly #random: Random
  readonly #catalogue: readonly Product[]
  readonly #calendar: Calendar
  #shares = new Float64Array(0)
  #month = -1

  constructor(random: Random, catalogue: readonly Product[], calendar: Calendar) {
    this.#random = random
    this.#catalogue = catalogue
    this.#calendar = calendar
  }

  make(day: number): BasketLine[] {
    const random = this.#random
    this.#prepare(day)
    const lines = random.weighted(LINE_COUNTS)
    const products = [this.#popular()]
    for (let tries = 0; products.length < lines && tries < 20; tries++) {
      const companion = random.pick(products).companions[random.between(0, 4)]!
      const product = random.chance(0.6) ? this.#catalogue[companion]! : this.#popular()
      const isOnSale = product.popularity > 0 && product.launchDay <= day
      if (isOnSale && !products.includes(product)) products.push(product)
    }
    return products.map((product) => this.#line(product, day))
  }

  #line(product: Product, day: number): BasketLine {
    const random = this.#random
    const discounts = this.#calendar.month(day) === 10 ? SALE_DISCOUNTS : DISCOUNTS
    // Prices rose by 6 % a year to today's.
    const past = 1 - (0.06 * (this.#calendar.days - 1 - day)) / 365
    return {
      product,
      quantity: product.price < 5000 && random.chance(0.3) ? random.between(2, 5) : 1,
      unitPrice: Math.round(product.price * past),
      unitCost: Math.round(product.cost * past),
      discountPercent: random.weighted(discounts),
    }
  }

  #popular(): Product {
    const target = this.#random.next() * this.#shares.at(-1)!
    let low = 0
    let high = this.#shares.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#shares[middle]! > target) high = middle
      else low = middle + 1
    }
    return this.#catalogue[low]!
  }

  /** Shares change with the month: seasons, and what is new. */
  #prepare(day: number): void {
    const month = Math.floor(day / 30)
    if (month === this.#month) return
    this.#month = month
    const season = this.#calendar.month(day)
    let sum = 0
    this.#shares = Float64Array.from(
      this.#catalogue,
      ({ popularity, season: seasons, launchDay }) => {
        sum += launchDay <= month * 30 ? popularity * seasons[season]! : 0
        return sum
      },
    )
  }
}
