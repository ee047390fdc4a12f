import { join } from 'node:path'
import type { BasketLine } from './basket.ts'
import type { Calendar } from './calendar.ts'
import { cents } from './cents.ts'
import { CsvFile } from './csv-file.ts'
import type { Field } from './csv-file.ts'
import { Customers } from './customers.ts'
import type { Dirt, DirtKind } from './dirt.ts'
import { PAYMENT_WORDS, STATUS_WORDS } from './order.ts'
import type { Order } from './order.ts'
import { COUNTRIES } from './places.ts'
import type { Random } from './random.ts'
import { storesOf } from './stores.ts'

const ORDERS_HEADER = [
  'order_number',
  'customer',
  'ordered_at',
  'state',
  'payment_method',
  'payment_state',
  'channel',
  'store',
  'country',
  'state_or_region',
  'city',
  'subtotal',
  'tax',
  'shipping',
  'discount',
  'total',
  'address',
  'promised_for',
  'delivered_at',
  'notes',
] as const
const LINES_HEADER = [
  'line_id',
  'order_number',
  'sku',
  'qty',
  'unit_price',
  'unit_cost',
  'discount_pct',
  'entered_at',
] as const
const PAYMENTS_HEADER = ['order_number', 'part', 'method', 'amount'] as const

const METHODS = [
  ['Credit card', 0.46],
  ['Pix', 0.16],
  ['PayPal', 0.13],
  ['Debit card', 0.1],
  ['Boleto', 0.06],
  ['Bank transfer', 0.05],
  ['Gift card', 0.03],
  ['Cash on delivery', 0.01],
] as const
const CHANNELS = [
  ['Site', 0.55],
  ['App', 0.28],
  ['Marketplace', 0.17],
] as const
const STREETS = [
  'Rua das Flores',
  'Calle Mayor',
  'Main Street',
  'Avenida Central',
  'Rue du Port',
  'Lindenstraße',
] as const
const NOTES = [
  'Leave with the neighbour',
  'Gift: please wrap',
  'Ring twice;\nsecond floor',
  'Call "Ana" first, then deliver',
] as const
const SPLIT_PAYMENTS = 0.05

interface Written {
  readonly random: Random
  readonly calendar: Calendar
  readonly customers: Customers
  readonly dirt: Dirt
}

/** Rows that silver must hold in the end. */
export interface OrderRows {
  orders: number
  order_items: number
  payments: number
}

/** The files of orders and their lines, one pair a quarter, and the one of split payments. */
export class OrderFiles implements Disposable {
  readonly rows: OrderRows = { orders: 0, order_items: 0, payments: 0 }
  lines = 0
  readonly #folder: string
  readonly #shop: Written
  readonly #payments: CsvFile
  #quarter = ''
  /** The latest order that is no credit note, with a line of it. */
  #model: { readonly order: readonly Field[]; readonly item: string } | undefined
  #orders: CsvFile | undefined
  #items: CsvFile | undefined
  #nextLine = 1
  #nextDirty = 1

  constructor(folder: string, shop: Written) {
    this.#folder = folder
    this.#shop = shop
    this.#payments = new CsvFile(join(folder, 'split_payments.csv'), PAYMENTS_HEADER)
  }

  /** Opens the files of a day's quarter; days come in order. */
  begin(day: number): void {
    const quarter = this.#shop.calendar.quarter(day)
    if (quarter === this.#quarter) return
    this.#close()
    this.#quarter = quarter
    this.#orders = new CsvFile(join(this.#folder, 'orders', `orders_${quarter}.csv`), ORDERS_HEADER)
    this.#items = new CsvFile(
      join(this.#folder, 'order_lines', `lines_${quarter}.csv`),
      LINES_HEADER,
    )
  }

  write(order: Order): void {
    const fields = this.#orderFields(order)
    this.#orders!.write(fields)
    const entered = this.#shop.calendar.instant(order.day, order.second)
    const items = order.lines.map((line) => this.#lineRecord(order.id, line, entered))
    for (const item of items) this.#items!.writeRaw(item)
    this.rows.orders++
    this.rows.order_items += order.lines.length
    if (order.fate === 'credit note') return
    this.#model = { order: fields, item: items[0]! }
    if (this.#shop.random.chance(SPLIT_PAYMENTS)) this.#splitPayment(order)
  }

  /** Writes what is due of the dirt, made from the latest order; `progress` is the share of clean orders that are written. */
  soil(progress: number): void {
    if (this.#model === undefined) return
    this.#soilOrders(this.#model.order, progress)
    this.#soilItems(this.#model.item, progress)
  }

  [Symbol.dispose](): void {
    this.#close()
    this.lines += this.#payments.records
    this.#payments[Symbol.dispose]()
  }

  #close(): void {
    for (const file of [this.#orders, this.#items]) {
      this.lines += file?.records ?? 0
      file?.[Symbol.dispose]()
    }
  }

  #orderFields(order: Order): Field[] {
    const { random, calendar, customers } = this.#shop
    const { customer, day, second, fate, delivery } = order
    const place = customer === undefined ? COUNTRIES[0]! : customers.country(customer)
    const [city, region] = customer === undefined ? place.cities[0]! : customers.city(customer)
    const subtotal = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
    const discount = order.lines.reduce((sum, line) => sum + discountOf(line), 0)
    const shipping = subtotal > 15_000 || subtotal < 0 ? 0 : 690
    const tax = Math.round((subtotal - discount) * 0.08)
    return [
      order.id,
      customer === undefined ? '' : Customers.code(customer),
      calendar.instant(day, second),
      random.weighted(STATUS_WORDS[fate]),
      random.weighted(METHODS),
      PAYMENT_WORDS[fate],
      random.weighted(CHANNELS),
      random.pick(storesOf(place)),
      place.name,
      region,
      city,
      cents(subtotal),
      cents(tax),
      cents(shipping),
      cents(discount),
      cents(subtotal - discount + tax + shipping),
      `${random.pick(STREETS)} ${random.between(1, 400)} - ${city}`,
      fate === 'credit note' ? '' : calendar.instant(order.estimatedDay, 64_800),
      delivery && calendar.instant(delivery.day, delivery.second),
      random.chance(0.03) ? random.pick(NOTES) : '',
    ]
  }

  /** No field of a line needs quotes, and lines are most of what is written. */
  #lineRecord(order: string, line: BasketLine, entered: string): string {
    const { product, quantity, unitPrice, unitCost, discountPercent } = line
    return `L${this.#nextLine++},${order},${product.id},${quantity},${cents(unitPrice)},${cents(unitCost)},${discountPercent},${entered}\n`
  }

  #splitPayment({ id, lines }: Order): void {
    const total = lines.reduce(
      (sum, line) => sum + line.quantity * line.unitPrice - discountOf(line),
      0,
    )
    const first = Math.round(total * 0.6)
    this.#payments.write([id, 1, 'Credit card', cents(first)])
    this.#payments.write([id, 2, 'Gift card', cents(total - first)])
    this.rows.payments += 2
  }

  #soilOrders(clean: readonly Field[], progress: number): void {
    const spoil = (kind: DirtKind, changes: Changes<typeof ORDERS_HEADER>) => {
      for (let n = this.#shop.dirt.due(kind, progress); n > 0; n--) {
        const id = `LG-X${this.#nextDirty++}`
        this.#orders!.write(changed(ORDERS_HEADER, clean, { order_number: id, ...changes }))
        if (kind === 'emptied_orders')
          this.#writeItem(this.#model!.item, { order_number: id, unit_price: '-1.00' })
      }
    }
    for (let n = this.#shop.dirt.due('duplicate_orders', progress); n > 0; n--)
      this.#orders!.write(clean)
    spoil('orders_without_id', { order_number: '' })
    spoil('unknown_status_orders', { state: 'teleported' })
    spoil('orphan_orders', { customer: 'CU-UNKNOWN' })
    spoil('future_orders', { ordered_at: '2199-01-01 00:00:00', delivered_at: '' })
    spoil('unreadable_totals', { total: '12.50 EUR' })
    spoil('unreadable_order_dates', { ordered_at: '31/02/2025', delivered_at: '' })
    spoil('early_deliveries', { delivered_at: '2001-01-01 00:00:00' })
    spoil('emptied_orders', {})
  }

  #soilItems(clean: string, progress: number): void {
    const spoil = (kind: DirtKind, changes: Changes<typeof LINES_HEADER>) => {
      for (let n = this.#shop.dirt.due(kind, progress); n > 0; n--) this.#writeItem(clean, changes)
    }
    for (let n = this.#shop.dirt.due('duplicate_items', progress); n > 0; n--)
      this.#items!.writeRaw(clean)
    spoil('items_of_unknown_order', { order_number: 'LG-0' })
    spoil('items_of_unknown_product', { sku: 'P9999X' })
    spoil('negative_price_items', { unit_price: '-5.00' })
    spoil('zero_quantities', { qty: 0 })
    spoil('fractional_quantities', { qty: '1.5' })
    spoil('negative_quantities', { qty: -2 })
    spoil('discounts_over_100', { discount_pct: 120 })
    spoil('unreadable_quantities', { qty: 'two' })
  }

  #writeItem(clean: string, changes: Changes<typeof LINES_HEADER>): void {
    const id = `L${this.#nextLine++}`
    this.#items!.write(
      changed(LINES_HEADER, clean.trimEnd().split(','), { line_id: id, ...changes }),
    )
  }
}

type Changes<H extends readonly string[]> = Partial<Record<H[number], Field>>

function changed(
  header: readonly string[],
  fields: readonly Field[],
  changes: Readonly<Record<string, Field>>,
): Field[] {
  return header.map((name, i) => (name in changes ? changes[name] : fields[i]))
}

/** Cents off a line. */
function discountOf({ quantity, unitPrice, discountPercent }: BasketLine): number {
  return Math.round((quantity * unitPrice * discountPercent) / 100)
}
