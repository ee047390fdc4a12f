import type { ClientOptions } from './exchange.ts'
import type { Question } from './request.ts'

/** One connection of a subscription. */
export interface Connecting {
  readonly question: Question
  /** When nobody listens any more. */
  readonly left: AbortSignal
  /** To be called once all that happens from then on is told. */
  readonly begun: () => void
}

/**
 * How a subscription is told: what comes over one connection, decoded, until it is complete.
 *
 * Errors: `LakegateError` as the gateway told it, and of a connection that ends `UNAVAILABLE`; whatever else broke it.
 */
export type Way = <Data>(
  options: ClientOptions,
  connecting: Connecting,
) => AsyncGenerator<Data, void>
