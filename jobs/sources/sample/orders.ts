import type { Baskets, BasketLine } from './basket.ts'
import type { Calendar } from './calendar.ts'
import type { Customers } from './customers.ts'
import { drawDelivery, drawFate, drawSeconds } from './order.ts'
import type { Order } from './order.ts'
import type { Random } from './random.ts'

interface Shop {
  readonly random: Random
  readonly calendar: Calendar
  readonly customers: Customers
  readonly baskets: Baskets
}

/** Credit notes are written for one of the latest orders. */
const REMEMBERED = 200
const GUESTS = 0.04
const CREDIT_NOTES = 0.008
/** Of the newly registered, those who order at once. */
const WELCOME = 0.75

/** The sample shop's orders, by day and moment; exactly as many as asked. */
export class Orders {
  readonly #shop: Shop
  readonly #counts: readonly number[]
  readonly #recent: Order[] = []
  #next = 100_001

  constructor(shop: Shop, count: number) {
    this.#shop = shop
    this.#counts = shop.calendar.ordersByDay(count)
  }

  /** The orders of one day. */
  of(day: number): Order[] {
    const { random, customers } = this.#shop
    const seconds = drawSeconds(random, this.#counts[day]!)
    const { from, to } = customers.registeredOn(day)
    const newcomers = Array.from({ length: to - from }, (_, i) => from + i)
      .filter((i) => customers.willBuy(i) && random.chance(WELCOME))
      .slice(0, Math.ceil(seconds.length / 2))
    // The newcomers' moments are spread over the day like everyone's.
    return seconds.map((second, i) => {
      const newcomer = newcomers[Math.floor((i * newcomers.length) / seconds.length)]
      const isTurn =
        newcomers.length > 0 &&
        Math.floor(((i - 1) * newcomers.length) / seconds.length) !==
          Math.floor((i * newcomers.length) / seconds.length)
      return this.#order(day, second, isTurn ? newcomer : undefined)
    })
  }

  #order(day: number, second: number, newcomer: number | undefined): Order {
    const { random, calendar, customers, baskets } = this.#shop
    const id = `LG-${this.#next++}`
    if (newcomer === undefined && this.#recent.length > 0 && random.chance(CREDIT_NOTES))
      return this.#creditNote(id, day, second)
    const isGuest = newcomer === undefined && random.chance(GUESTS)
    const customer = newcomer ?? (isGuest ? undefined : customers.pick(random, day))
    const lastDay = calendar.days - 1
    const fate = drawFate(random, lastDay - day)
    const estimatedDay = day + random.between(3, 10)
    const isDelivered = fate === 'delivered' || fate === 'returned'
    const order: Order = {
      id,
      customer,
      day,
      second,
      fate,
      lines: baskets.make(day),
      estimatedDay,
      delivery: isDelivered ? drawDelivery(random, { day, estimatedDay, lastDay }) : undefined,
    }
    if (fate === 'delivered') this.#remember(order)
    return order
  }

  /** Takes back one line of an earlier order. */
  #creditNote(id: string, day: number, second: number): Order {
    const { customer, lines } = this.#shop.random.pick(this.#recent)
    const line: BasketLine = { ...lines[0]!, quantity: -1 }
    return {
      id,
      customer,
      day,
      second,
      fate: 'credit note',
      lines: [line],
      estimatedDay: day,
      delivery: undefined,
    }
  }

  #remember(order: Order): void {
    if (this.#recent.length >= REMEMBERED) this.#recent.shift()
    this.#recent.push(order)
  }
}
