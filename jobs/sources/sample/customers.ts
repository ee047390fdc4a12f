import type { Calendar } from './calendar.ts'
import type { CsvFile, Field } from './csv-file.ts'
import type { Dirt } from './dirt.ts'
import { COUNTRIES, FIRST_NAMES, LAST_NAMES } from './places.ts'
import type { City, Country } from './places.ts'
import { Random } from './random.ts'

export const CUSTOMERS_HEADER = [
  'Customer Code',
  'Full Name',
  'E-mail',
  'Phone',
  'Registered At',
  'Birth Date',
  'City',
  'State',
  'Country',
  'Active',
  'Acquisition Cost',
] as const

/** Days before the first one from which customers registered. */
const EARLIER_DAYS = 240
const COUNTRY_SHARES = COUNTRIES.map((country, i) => [i, country.share] as const)
/** How keen people are to buy, by share of the customers; 0 never does. */
const KEENNESS = [
  [0, 0.08],
  [1, 0.62],
  [3, 0.22],
  [9, 0.08],
] as const
const KEENEST = 9

/** Who buys when: a number or two a customer, so that any number of them fits in memory. */
export class Customers {
  readonly count: number
  readonly #random: Random
  readonly #registered: Int16Array
  readonly #lastDay: Int16Array
  readonly #keenness: Uint8Array
  readonly #countries: Uint8Array
  readonly #cities: Uint8Array

  constructor(seed: number, count: number, days: number) {
    const random = new Random(seed, 'customers')
    this.#random = random
    this.count = count
    this.#registered = new Int16Array(count)
    this.#lastDay = new Int16Array(count)
    this.#keenness = new Uint8Array(count)
    this.#countries = new Uint8Array(count)
    this.#cities = new Uint8Array(count)
    for (let i = 0; i < count; i++) {
      // More and more people register, the latest a few days before the end.
      const registered = Math.floor((days - 3 + EARLIER_DAYS) * Math.sqrt(i / count)) - EARLIER_DAYS
      this.#registered[i] = registered
      this.#lastDay[i] = Math.min(32_000, registered + 30 - Math.log(1 - random.next()) * 420)
      this.#keenness[i] = random.weighted(KEENNESS)
      this.#countries[i] = random.weighted(COUNTRY_SHARES)
      this.#cities[i] = random.between(0, this.country(i).cities.length)
    }
  }

  static code(i: number): string {
    return `CU-${String(i + 1).padStart(6, '0')}`
  }

  country(i: number): Country {
    return COUNTRIES[this.#countries[i]!]!
  }

  city(i: number): City {
    return this.country(i).cities[this.#cities[i]!]!
  }

  /** Customers `[from, to)` registered on a day. */
  registeredOn(day: number): { from: number; to: number } {
    return { from: this.#firstAfter(day - 1), to: this.#firstAfter(day) }
  }

  willBuy(i: number): boolean {
    return this.#keenness[i]! > 0
  }

  /** One of those who are customers on that day, the keen ones rather; undefined when nobody is found. */
  pick(random: Random, day: number): number | undefined {
    const registered = this.#firstAfter(day)
    if (registered === 0) return undefined
    for (let tries = 0; tries < 60; tries++) {
      const i = random.between(0, registered)
      if (this.#lastDay[i]! >= day && random.next() * KEENEST < this.#keenness[i]!) return i
    }
    return undefined
  }

  write(file: CsvFile, calendar: Calendar, dirt: Dirt): void {
    let previousEmail = ''
    for (let i = 0; i < this.count; i++) {
      const progress = (i + 1) / this.count
      const person = this.#person(i, calendar)
      const isShared = dirt.due('shared_emails', progress) > 0
      const isBad = !isShared && dirt.due('bad_emails', progress) > 0
      const email = isShared
        ? previousEmail
        : isBad
          ? person.email.replace('@', ' at ')
          : person.email
      if (!isBad) previousEmail = email
      const name =
        dirt.due('upper_case_names', progress) > 0 ? person.name.toUpperCase() : person.name
      const country = this.country(i)
      const spelling = dirt.due('country_spellings', progress) > 0 ? country.spelling : country.name
      const fields: Field[] = [
        Customers.code(i),
        name,
        email,
        this.#phone(country, dirt, progress),
        person.registered,
        person.birthDate,
        ...this.city(i).slice(0, 2).map(String),
        spelling,
        person.isActive,
        person.cost,
      ]
      file.write(fields)
      for (let n = dirt.due('duplicate_customers', progress); n > 0; n--) file.write(fields)
      for (let n = dirt.due('customers_without_id', progress); n > 0; n--)
        file.write(['', ...fields.slice(1)])
    }
  }

  #person(i: number, calendar: Calendar) {
    const random = this.#random
    const { language } = this.country(i)
    const first = random.pick(FIRST_NAMES[language])
    const last = random.pick(LAST_NAMES[language])
    return {
      name: `${first} ${last}`,
      email: `${ascii(first)}.${ascii(last)}${i + 1}@${random.pick(['example.com', 'example.org', 'mail.example.net'])}`,
      registered: calendar.instant(this.#registered[i]!, random.between(0, 86_400)),
      birthDate: random.chance(0.9) ? calendar.date(-random.between(18 * 365, 75 * 365)) : '',
      isActive: this.#lastDay[i]! > -1 || random.chance(0.5),
      cost: random.chance(0.7) ? `${random.between(2, 25)}.${random.between(10, 99)}` : '',
    }
  }

  #phone({ callingCode, phone }: Country, dirt: Dirt, progress: number): string {
    const number = phone.replaceAll('#', () => String(this.#random.between(0, 10)))
    if (dirt.due('bad_phones', progress) > 0)
      return this.#random.pick(['unknown', '12-34', 'ask for Ana'])
    if (dirt.due('mixed_phones', progress) === 0)
      return `+${callingCode}${number.replaceAll(/\D/g, '')}`
    return this.#random.pick([
      `+${callingCode} ${number}`,
      `+${callingCode}-${number.replaceAll(' ', '.')}`,
      number,
      `(${number.slice(0, 2)}) ${number.slice(2).trim()}`,
    ])
  }

  /** The first customer who registered after a day. */
  #firstAfter(day: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#registered[middle]! <= day) low = middle + 1
      else high = middle
    }
    return low
  }
}

function ascii(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()
}
