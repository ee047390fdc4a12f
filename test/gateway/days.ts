import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Gateway } from '../../gateway/gateway.ts'
import type { Publication } from '../../lakehouse/publication.ts'
import type { Keeping } from '../../lakehouse/publications.ts'
import { openShop, SMALL_SHOP, type Shop } from '../build/shop.ts'
import { ask } from './ask.ts'
import { serveLake } from './serve-lake.ts'

export type Answer = Awaited<ReturnType<typeof ask>>

/** A publication with the answer that it gave while it was the current one. */
export interface Recorded {
  readonly publication: Publication
  readonly answer: Answer
}

/** A shop that was built once a day, with what was answered then. */
export interface Days extends Disposable {
  readonly shop: Shop
  /** The oldest first. */
  readonly recorded: readonly Recorded[]
  readonly start: (options?: { serving?: Keeping; timeoutMs?: number }) => Promise<Gateway>
  /** Removes the files that gateways have made of earlier publications. */
  readonly forget: () => void
  /** What gateways wrote into their log. */
  readonly logged: readonly string[]
}

/** Orders come, a product is renamed, a customer goes, an order is cancelled. */
const DAYS: readonly Readonly<Record<string, readonly string[]>>[] = [
  {},
  { 'orders.csv': [...SMALL_SHOP['orders.csv'], 'o4,c2,2025-05-01 10:00:00,delivered'] },
  { 'products.csv': ['product_id,name,price,cost', 'p1,Blade,12.00,4.00', 'p2,Fork,5.00,2.00'] },
  { 'customers.csv': ['customer_id,name,registration_date', 'c1,Anna,2025-01-01'] },
  { 'orders.csv': [...SMALL_SHOP['orders.csv'], 'o4,c1,2025-06-01 10:00:00,cancelled'] },
]

/** Asks each of the first `count` days the same. */
export async function openDays(count: number, query: string): Promise<Days> {
  const shop = openShop(SMALL_SHOP)
  const logged: string[] = []
  const recorded: Recorded[] = []
  const start: Days['start'] = (options = {}) =>
    serveLake(shop.lake, { memoryLimit: '300MB', log: (line) => logged.push(line), ...options })
  for (const files of DAYS.slice(0, count)) {
    for (const [file, lines] of Object.entries(files)) shop.give(file, lines)
    const { publication } = await shop.build()
    const gateway = await start()
    recorded.push({ publication, answer: await ask(gateway, query) })
    await gateway.close()
  }
  return {
    shop,
    recorded,
    start,
    logged,
    forget: () => rmSync(join(shop.lake, 'serving', 'earlier'), { recursive: true, force: true }),
    [Symbol.dispose]: () => shop[Symbol.dispose](),
  }
}
