import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build, type BuildOptions, type BuildOutcome } from '../../jobs/build/build.ts'
import { lockLake } from '../../jobs/lock.ts'
import type { BuildEvent, Step } from '../../jobs/build/session.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Row } from '../../lakehouse/engines/engine.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { openServing } from '../../lakehouse/serving/serving.ts'
import { currentPublication, servingFile } from '../../lakehouse/publication.ts'
import { text } from '../../lakehouse/sql.ts'

export const PARAMETERS = {
  sourceTimezone: 'UTC',
  businessTimezone: 'UTC',
  acquisitionCost: '0',
  expectedLifetimeMonths: 36,
  minimumTenureMonths: 12,
  priceBands: ['25', '100', '500'],
  promoteSimulated: false,
} as const

export interface Built extends BuildOutcome {
  readonly events: readonly BuildEvent[]
  /** Tables that the run wrote, by name. */
  readonly written: ReadonlyMap<string, Step>
}

/** A shop in a folder of its own, whose raw files are the canonical tables. */
export interface Shop extends Disposable {
  readonly lake: string
  /** The folder of its raw files, and the one that holds its source `testshop`. */
  readonly from: string
  readonly sources: string
  /** Writes a raw file, `orders.csv`: a header and records. */
  readonly give: (file: string, lines: readonly string[]) => void
  /** `functions` stands in for a release with other functions for models. */
  readonly build: (options?: Partial<BuildOptions> & { functions?: string }) => Promise<Built>
  /** Asks the file that gateways would read now. */
  readonly ask: (select: string) => Promise<Row[]>
  /** A shop of its own with the same files, and the same lake. */
  readonly copy: () => Shop
}

export function openShop(files: Readonly<Record<string, readonly string[]>>): Shop {
  const shop = shopIn(mkdtempSync(join(tmpdir(), 'lakegate-shop-')))
  for (const [file, lines] of Object.entries(files)) shop.give(file, lines)
  return shop
}

function shopIn(folder: string): Shop {
  const lake = join(folder, 'lake')
  const from = join(folder, 'raw')
  const sources = join(folder, 'sources')
  const shop = join(sources, 'testshop')
  for (const made of [from, shop]) mkdirSync(made, { recursive: true })
  const give = (file: string, lines: readonly string[]) => {
    const table = basename(file, '.csv')
    writeFileSync(join(from, file), `${lines.join('\n')}\n`)
    writeFileSync(join(shop, `${table}.sql`), `select * from bronze.testshop_${table}\n`)
  }

  return {
    lake,
    from,
    sources,
    give,
    async build({ functions, ...options } = {}) {
      prepareLake(lake)
      using _lock = lockLake(lake, 'build')
      await using session = await openDuckdb({ lake, memoryLimit: '500MB' })
      const engine = { ...session, functions: functions ?? session.functions }
      const events: BuildEvent[] = []
      const outcome = await build(engine, {
        lake,
        source: loadSource('testshop', [sources]),
        from,
        parameters: PARAMETERS,
        selections: [],
        isFull: false,
        signal: new AbortController().signal,
        report: (event) => events.push(event),
        ...options,
      })
      const steps = events.flatMap((event) => (event.kind === 'written' ? [event.step] : []))
      return { ...outcome, events, written: new Map(steps.map((step) => [step.table, step])) }
    },
    async ask(select) {
      const publication = await currentPublication(lake)
      await using serving = await openServing()
      await serving.publish(servingFile(lake, publication!.publicationId))
      using lease = serving.lease()
      return await lease.rows(text(select))
    },
    copy() {
      const another = mkdtempSync(join(tmpdir(), 'lakegate-shop-'))
      cpSync(folder, another, { recursive: true, preserveTimestamps: true })
      return shopIn(another)
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** Two customers, two products, three orders: enough for every table to have a row. */
export const SMALL_SHOP = {
  'customers.csv': ['customer_id,name,registration_date', 'c1,Ana,2025-01-01', 'c2,Bo,2025-02-01'],
  'products.csv': ['product_id,name,price,cost', 'p1,Knife,10.00,4.00', 'p2,Fork,5.00,2.00'],
  'orders.csv': [
    'order_id,customer_id,order_date,status',
    'o1,c1,2025-03-01 10:00:00,delivered',
    'o2,c2,2025-03-02 10:00:00,delivered',
    'o3,c1,2025-04-01 10:00:00,delivered',
  ],
  'order_items.csv': [
    'order_item_id,order_id,product_id,quantity,unit_price',
    'i1,o1,p1,2,10.00',
    'i2,o2,p2,1,5.00',
    'i3,o3,p1,1,10.00',
  ],
} as const
