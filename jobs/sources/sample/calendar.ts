import { DAY_MS } from '../../../lakehouse/durations.ts'

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** By weekday from Sunday: people order less on Saturdays, more on Mondays. */
export const WEEKDAYS = [1.02, 1.15, 1.08, 1.04, 1, 0.9, 0.78]
/** By month from January: weak after the holidays, strong before them. */
const MONTHS = [0.82, 0.84, 0.93, 0.95, 1.04, 0.96, 0.92, 0.94, 0.97, 1.02, 1.32, 1.38]
/** Share of orders by hour, UTC: quiet nights, a peak in the evening. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 5, 8, 11, 13, 14, 15, 14, 13, 13, 14, 15, 17, 19, 20, 17, 11, 6]
/** How much more is sold at the end of the period than at its start. */
const GROWTH = 1.1

/** The days of the sample shop: number 0 is the first, negative ones are before it opened. */
export class Calendar {
  readonly days: number
  readonly #firstMs: number

  /** The `months` months up to and with `endDate`, an ISO day. */
  constructor(endDate: string, months: number) {
    const end = Date.parse(`${endDate}T00:00:00Z`)
    const first = new Date(end + DAY_MS)
    first.setUTCMonth(first.getUTCMonth() - months)
    this.#firstMs = first.getTime()
    this.days = Math.round((end - this.#firstMs) / DAY_MS) + 1
  }

  /** `2025-03-04` */
  date(day: number): string {
    return new Date(this.#firstMs + day * DAY_MS).toISOString().slice(0, 10)
  }

  /** `2025-03-04 17:05:09` */
  instant(day: number, second: number): string {
    const whole = day + Math.floor(second / 86_400)
    const rest = ((second % 86_400) + 86_400) % 86_400
    const minutes = Math.trunc(rest / 60)
    return `${this.#dateOf(whole)} ${TWO_DIGITS[Math.trunc(minutes / 60)]!}:${TWO_DIGITS[minutes % 60]!}:${TWO_DIGITS[rest % 60]!}`
  }

  /** 0 is January. */
  month(day: number): number {
    return new Date(this.#firstMs + day * DAY_MS).getUTCMonth()
  }

  /** `2025Q1` */
  quarter(day: number): string {
    const date = this.date(day)
    return `${date.slice(0, 4)}Q${Math.floor(this.month(day) / 3) + 1}`
  }

  /** How many of `total` orders fall on each day; they add up to it. */
  ordersByDay(total: number): number[] {
    const weights = Array.from({ length: this.days }, (_, day) => this.#weight(day))
    const sum = weights.reduce((left, right) => left + right, 0)
    let passed = 0
    return weights.map((weight) => {
      const before = Math.round((passed / sum) * total)
      passed += weight
      return Math.round((passed / sum) * total) - before
    })
  }

  /** A second of the day, by the hours in which people order. */
  static second(hour: number, fraction: number): number {
    return hour * 3600 + Math.floor(fraction * 3600)
  }

  readonly #dates = new Map<number, string>()

  #dateOf(day: number): string {
    const known = this.#dates.get(day)
    if (known !== undefined) return known
    const date = this.date(day)
    this.#dates.set(day, date)
    return date
  }

  #weight(day: number): number {
    const date = new Date(this.#firstMs + day * DAY_MS)
    const isBlackFriday = date.getUTCMonth() === 10 && date.getUTCDate() >= 24
    const growth = 1 + (GROWTH * day) / this.days
    return (
      growth * WEEKDAYS[date.getUTCDay()]! * MONTHS[date.getUTCMonth()]! * (isBlackFriday ? 1.5 : 1)
    )
  }
}

const HOUR_SUM = HOURS.reduce((left, right) => left + right, 0)

/** Hours with their share of a day's orders. */
export const HOUR_SHARES = HOURS.map((share, hour) => [hour, share / HOUR_SUM] as const)
