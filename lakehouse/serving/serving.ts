import { DuckDBInstance } from '@duckdb/node-api'
import { LakehouseError } from '../errors.ts'
import { type Held, type Lease, holding } from './held.ts'
import type { ServedPublication } from './publication.ts'
import { openSnapshot } from './snapshot.ts'

export interface ServingOptions {
  /** What each of the two DuckDBs may hold, `'1GB'`. */
  readonly memoryLimit?: string
  /** For what reads large tables whole; default: one a core. */
  readonly threads?: number
  /** Gets what goes wrong when nobody waits for it. */
  readonly log?: (line: string) => void
}

/** The publications that a gateway process has open. */
export interface Serving extends AsyncDisposable {
  /** What new requests read; undefined before the first `publish`. */
  readonly current: () => ServedPublication | undefined
  /**
   * Holds the current publication; a later one does not take its place until the lease is disposed.
   *
   * Errors: `LakehouseError` `NO_PUBLICATION`.
   */
  readonly lease: () => Lease
  /** Opens a serving file; from then on new leases read it. The one before is let go when its last lease ends. */
  readonly publish: (path: string) => Promise<void>
  /** Holds an earlier publication; its file, which `find` finds, stays open for those who ask next. Errors: those of `find`. */
  readonly leaseEarlier: (publicationId: string, find: () => Promise<string>) => Promise<Lease>
}

/** Earlier files that stay open, those last asked for: each holds three connections. */
const EARLIER_OPEN = 4

/** The DuckDBs of a gateway process; files are attached to them read-only. */
export async function openServing(options: ServingOptions = {}): Promise<Serving> {
  const { log = () => {} } = options
  const instances = {
    lookups: await openInstance({ ...options, threads: 1 }),
    scans: await openInstance(options),
  }
  const open = new Set<Held>()
  /** The one last asked for is the last. */
  const earlier = new Map<string, Promise<Held>>()
  let current: Held | undefined
  let attached = 0

  async function hold(path: string): Promise<Held> {
    attached += 1
    const snapshot = await openSnapshot(instances, path, `publication_${attached}`)
    const held: Held = holding(snapshot, { onClosed: () => open.delete(held), log })
    open.add(held)
    return held
  }

  async function publish(path: string): Promise<void> {
    const before = current
    current = await hold(path)
    await before?.retire()
  }

  async function leaseEarlier(id: string, find: () => Promise<string>): Promise<Lease> {
    const holds = earlier.get(id) ?? find().then(hold)
    earlier.delete(id)
    earlier.set(id, holds)
    const [oldest] = earlier.keys()
    if (earlier.size > EARLIER_OPEN) forget(oldest!)
    try {
      return (await holds).lease()
    } catch (error) {
      if (earlier.get(id) === holds) earlier.delete(id)
      throw error
    }
  }

  /** Whoever waits for it already gets it first: they asked before. One that cannot be opened is told to them. */
  function forget(id: string): void {
    const retire = (held: Held) =>
      held
        .retire()
        .catch((error: unknown) => log(`publication ${id} stays attached: ${String(error)}`))
    void earlier.get(id)?.then(retire, () => undefined)
    earlier.delete(id)
  }

  return {
    current: () => current?.publication,
    lease() {
      if (current) return current.lease()
      throw new LakehouseError('NO_PUBLICATION', 'nothing has been published yet')
    },
    publish,
    leaseEarlier,
    async [Symbol.asyncDispose]() {
      current = undefined
      await Promise.allSettled(earlier.values())
      await Promise.all([...open].map((held) => held.close()))
      instances.lookups.closeSync()
      instances.scans.closeSync()
    },
  }
}

async function openInstance({ memoryLimit, threads }: ServingOptions): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
    ...(threads === undefined ? {} : { threads: String(threads) }),
  })
  const connection = await instance.connect()
  // A page's rows lie far apart: to fetch them again by number costs more than to have read their columns at once.
  await connection.run(`set global timezone = 'UTC'; set global late_materialization_max_rows = 0`)
  connection.closeSync()
  return instance
}
