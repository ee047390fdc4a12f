import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { LakehouseError } from '../../errors.ts'
import { queryFailure } from './failure.ts'
import type { Stop } from './stop.ts'

/** One statement at a time on each connection; the others wait in order. */
export interface Connections {
  /**
   * Lends a connection to `work`; when `stop` aborts, what runs on it is interrupted, what still waits never starts.
   *
   * Errors: whatever DuckDB says, as `LakehouseError`; `stop.error()` once it has aborted.
   */
  readonly use: <T>(stop: Stop, work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>
  /** Interrupts what runs, refuses what waits, and resolves when every connection is closed. */
  readonly close: () => Promise<void>
}

/** DuckDB forgets an interrupt that comes before the statement has begun, so it is repeated until the statement ends. */
const INTERRUPT_EACH_MS = 10

export async function connect(instance: DuckDBInstance, size: number): Promise<Connections> {
  const all = await Promise.all(Array.from({ length: size }, () => instance.connect()))
  const idle = [...all]
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  const running = new Set<Promise<unknown>>()
  const closing = new AbortController()

  async function take(stop: AbortSignal): Promise<DuckDBConnection> {
    stop.throwIfAborted()
    const free = idle.pop()
    if (free) return free
    const { promise, resolve, reject } = Promise.withResolvers<DuckDBConnection>()
    waiting.push(resolve)
    const leave = () => {
      const place = waiting.indexOf(resolve)
      if (place !== -1) waiting.splice(place, 1)
      reject(stop.reason)
    }
    stop.addEventListener('abort', leave, { once: true })
    return promise.finally(() => stop.removeEventListener('abort', leave))
  }

  function giveBack(connection: DuckDBConnection): void {
    const next = waiting.shift()
    if (next) next(connection)
    else idle.push(connection)
  }

  async function use<T>(
    stop: Stop,
    work: (connection: DuckDBConnection) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.any([stop.signal, closing.signal])
    try {
      const connection = await take(signal)
      const done = interruptible(connection, signal, work).finally(() => giveBack(connection))
      running.add(done)
      return await done.finally(() => running.delete(done))
    } catch (cause) {
      if (stop.signal.aborted) throw stop.error()
      throw closing.signal.aborted ? sessionClosed() : queryFailure(cause)
    }
  }

  return {
    use,
    async close() {
      closing.abort()
      await Promise.allSettled(running)
      for (const connection of all) connection.closeSync()
    },
  }
}

async function interruptible<T>(
  connection: DuckDBConnection,
  stop: AbortSignal,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  stop.throwIfAborted()
  let repeat: NodeJS.Timeout | undefined
  const interrupt = () => {
    connection.interrupt()
    repeat = setInterval(() => connection.interrupt(), INTERRUPT_EACH_MS)
  }
  stop.addEventListener('abort', interrupt, { once: true })
  try {
    return await work(connection)
  } finally {
    stop.removeEventListener('abort', interrupt)
    clearInterval(repeat)
  }
}

const sessionClosed = () => new LakehouseError('QUERY_CANCELLED', 'the session was closed')
