import { stopOf } from '../../lakehouse/engines/duckdb/stop.ts'
import type { CallOptions } from '../../lakehouse/engines/engine.ts'
import { refusal } from '../../resolvers/refusal.ts'

/** Work that waits for its turn; callers take turns, so that whoever asks most delays only itself. */
export interface Queue {
  /** Errors: those of `work`; `LakehouseError` as a call that is stopped; `UNAVAILABLE` when too much waits already. */
  readonly run: <T>(caller: string, call: CallOptions, work: () => Promise<T>) => Promise<T>
  readonly waiting: () => number
}

export interface QueueOptions {
  readonly atOnce: number
  /** Of one caller; all callers together may have ten times as much. */
  readonly waitingMax: number
}

export function openQueue({ atOnce, waitingMax }: QueueOptions): Queue {
  /** The caller whose turn is next is the first. */
  const callers = new Map<string, Set<() => void>>()
  let running = 0
  let waiting = 0

  function next(): void {
    const [first] = callers
    if (!first) {
      running -= 1
      return
    }
    const [caller, turns] = first
    const [start] = turns
    leave(caller, start!)
    if (turns.size > 0) {
      callers.delete(caller)
      callers.set(caller, turns)
    }
    start!()
  }

  function leave(caller: string, start: () => void): void {
    const turns = callers.get(caller)
    if (!turns?.delete(start)) return
    waiting -= 1
    if (turns.size === 0) callers.delete(caller)
  }

  function turn(caller: string, call: CallOptions): Promise<void> {
    const turns = callers.get(caller) ?? new Set()
    if (turns.size >= waitingMax || waiting >= waitingMax * 10)
      throw refusal('UNAVAILABLE', 'too many questions wait already; try again in some seconds')
    const { signal, error } = stopOf(call)
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    callers.set(caller, turns.add(resolve))
    waiting += 1
    const giveUp = () => {
      leave(caller, resolve)
      reject(error())
    }
    signal.addEventListener('abort', giveUp, { once: true })
    return promise.finally(() => signal.removeEventListener('abort', giveUp))
  }

  return {
    async run(caller, call, work) {
      if (running < atOnce) running += 1
      else await turn(caller, call)
      return await work().finally(next)
    },
    waiting: () => waiting,
  }
}
