import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { ColumnType, Contract } from '../../lakehouse/contracts/contract.ts'
import { liveCart } from '../../lakehouse/contracts/live/cart.ts'
import { liveOrders } from '../../lakehouse/contracts/live/orders.ts'
import { liveViews } from '../../lakehouse/contracts/live/views.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { STREAM, lineageOf } from '../../lakehouse/events/progress.ts'
import { quoteName, quoteText } from '../../lakehouse/sql.ts'

/** An event as the live tables have it; what is left out is NULL. */
export interface Told {
  readonly type: 'page_view' | 'add_to_cart' | 'remove_from_cart' | 'purchase'
  /** `2026-11-22T10:00:00Z` */
  readonly at: string
  readonly session?: string | undefined
  readonly product?: string | undefined
  readonly category?: string | undefined
  readonly customer?: string | undefined
  readonly order?: string | undefined
  readonly quantity?: number | undefined
  readonly price?: string | undefined
  readonly store?: string | undefined
  readonly city?: string | undefined
  readonly isLate?: boolean | undefined
  readonly isSimulated?: boolean | undefined
}

export interface Batch {
  readonly watermark: string
}

const TYPES: Record<ColumnType, string> = {
  string: 'varchar',
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'decimal(18, 4)',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamptz',
}

let batches = 0

/** Writes events as the processor does: the truth with how far it has come, then the typed tables. */
export async function tell(engine: Engine, events: readonly Told[], batch: Batch): Promise<void> {
  batches += 1
  const rows = events.map((event, i) => rowOf(event, `e${batches}-${String(i).padStart(6, '0')}`))
  const of = (...types: string[]) =>
    rows.filter(({ event_type: type }) => types.includes(String(type)))
  await engine.write(bronzeEvents, selectOf(bronzeEvents, rows), {
    mode: 'append',
    txn: { appId: STREAM, version: batches },
    lineage: lineageOf({
      batch: batches,
      positions: new Map(),
      watermark: Date.parse(batch.watermark),
      heard: new Map(),
      events: events.length,
      late: events.filter(({ isLate }) => isLate).length,
      repeated: 0,
      deadLetters: 2,
    }),
  })
  const append = (contract: Contract, some: typeof rows) =>
    engine.write(contract, selectOf(contract, some), { mode: 'append' })
  await append(liveOrders, of('purchase'))
  await append(liveViews, of('page_view'))
  await append(liveCart, of('add_to_cart', 'remove_from_cart'))
}

type Cell = string | number | boolean | undefined

function rowOf(event: Told, id: string): Readonly<Record<string, Cell>> {
  const { quantity = 1, price } = event
  return {
    event_id: id,
    event_type: event.type,
    event_ts: event.at,
    session_id: event.session,
    product_id: event.product,
    category: event.category,
    customer_id: event.customer,
    order_id: event.order,
    quantity,
    unit_price: price,
    total: String(Number(price ?? 0) * quantity),
    store_id: event.store,
    city: event.city,
    is_late: event.isLate ?? false,
    is_simulated: event.isSimulated ?? false,
    value: '{}',
    topic: 'orders',
    partition: 0,
    offset: 0,
    received_at: event.at,
    batch: batches,
    date: event.at.slice(0, 10),
  }
}

function selectOf({ columns }: Contract, rows: readonly Readonly<Record<string, Cell>>[]): string {
  const names = Object.keys(columns)
  const casts = names.map(
    (name) => `cast(${quoteName(name)} as ${TYPES[columns[name]!.type]}) as ${quoteName(name)}`,
  )
  const literal = (value: Cell) => (value === undefined ? 'null' : quoteText(String(value)))
  const values = rows.map((row) => `(${names.map((name) => literal(row[name])).join(', ')})`)
  const source =
    values.length > 0
      ? `(values ${values.join(', ')}) as told(${names.map(quoteName).join(', ')})`
      : `(select ${names.map((name) => `null as ${quoteName(name)}`).join(', ')} where false)`
  return `select ${casts.join(', ')} from ${source}`
}
