import { LakehouseError } from '../../errors.ts'
import type { CallOptions } from '../engine.ts'

/** When a call must end early, and what its caller is told then. */
export interface Stop {
  readonly signal: AbortSignal
  readonly error: () => LakehouseError
}

/** The longest delay that a timer takes; a later deadline is no deadline. */
const DELAY_MAX_MS = 2 ** 31 - 1

export function stopOf({ signal, deadlineMs }: CallOptions): Stop {
  const timeout =
    deadlineMs === undefined
      ? undefined
      : AbortSignal.timeout(Math.min(Math.max(0, Math.ceil(deadlineMs)), DELAY_MAX_MS))
  const stop = AbortSignal.any([signal, timeout].filter((part) => part !== undefined))
  return {
    signal: stop,
    error: () =>
      timeout?.aborted && stop.reason === timeout.reason
        ? new LakehouseError('QUERY_TIMEOUT', `not done within ${deadlineMs} ms`)
        : new LakehouseError('QUERY_CANCELLED', 'the caller cancelled it', { cause: stop.reason }),
  }
}
