import { setTimeout as delay } from 'node:timers/promises'
import { LakehouseError } from '../errors.ts'

/** What was promised, or `LakehouseError` `LOG_UNAVAILABLE` where it takes longer. `what`: of the error's message. */
export async function withDeadline<Result>(
  promised: Promise<Result>,
  ms: number,
  what: string,
): Promise<Result> {
  const kept = new AbortController()
  const late = async () => {
    await delay(ms, undefined, { signal: kept.signal })
    throw new LakehouseError('LOG_UNAVAILABLE', `${what}: no answer in ${ms / 1000} s`)
  }
  try {
    return await Promise.race([promised, late()])
  } finally {
    kept.abort()
  }
}
