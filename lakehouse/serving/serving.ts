import { DuckDBInstance } from '@duckdb/node-api'
import type { CallOptions, Row } from '../engines/engine.ts'
import { LakehouseError } from '../errors.ts'
import type { Sql } from '../sql.ts'
import type { ServedPublication } from './publication.ts'
import { type Snapshot, attach } from './snapshot.ts'

export interface ServingOptions {
  /** What DuckDB may hold, `'1GB'`. */
  readonly memoryLimit?: string
  readonly threads?: number
}

/** One publication, held for one request from its start to its end. */
export interface Lease extends Disposable {
  readonly publication: ServedPublication
  readonly rows: (statement: Sql, options?: CallOptions) => Promise<Row[]>
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
}

interface Held {
  readonly snapshot: Snapshot
  leases: number
}

/** One DuckDB for a gateway process; files are attached to it read-only. */
export async function openServing(options: ServingOptions = {}): Promise<Serving> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  })
  await prepare(instance)
  const open = new Set<Held>()
  let current: Held | undefined
  let attached = 0

  async function letGo(held: Held): Promise<void> {
    if (held === current || held.leases > 0 || !open.delete(held)) return
    await held.snapshot.detach()
  }

  function lease(): Lease {
    const held = current
    if (!held) throw new LakehouseError('NO_PUBLICATION', 'nothing has been published yet')
    held.leases += 1
    const { publication, rows } = held.snapshot
    let isHeld = true
    const release = () => {
      if (!isHeld) return
      isHeld = false
      held.leases -= 1
      // What cannot be detached is read by nobody any more, and ends with the process.
      letGo(held).catch(() => undefined)
    }
    return { publication, rows, [Symbol.dispose]: release }
  }

  async function publish(path: string): Promise<void> {
    attached += 1
    const next = { snapshot: await attach(instance, path, `publication_${attached}`), leases: 0 }
    open.add(next)
    const before = current
    current = next
    if (before) await letGo(before)
  }

  return {
    current: () => current?.snapshot.publication,
    lease,
    publish,
    async [Symbol.asyncDispose]() {
      current = undefined
      const snapshots = [...open].map(({ snapshot }) => snapshot)
      open.clear()
      await Promise.all(snapshots.map((snapshot) => snapshot.detach()))
      instance.closeSync()
    },
  }
}

async function prepare(instance: DuckDBInstance): Promise<void> {
  const connection = await instance.connect()
  await connection.run(`set global timezone = 'UTC'`)
  connection.closeSync()
}
