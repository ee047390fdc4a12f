import type { AlertState } from '../lakehouse/alerts.ts'
import type { ShopEvent } from '../lakehouse/events/event.ts'
import type { Positions } from '../lakehouse/events/event-log.ts'
import type { OrderRecommendation } from '../lakehouse/events/recommendation.ts'
import type { Topic } from '../lakehouse/events/topics.ts'
import type { Context } from './context.ts'

/** A message of the event log that was read, and where the log goes on after it. */
export type Told = {
  /** Of every partition that is followed. */
  readonly positions: Positions
} & (
  | { readonly topic: Topic; readonly event: ShopEvent; readonly recommendation?: undefined }
  | {
      readonly topic: Topic
      readonly event?: undefined
      readonly recommendation: OrderRecommendation
    }
)

/** What a subscriber is told, unless the publication says that it was not asked for. */
export interface Picked {
  /** What the field's resolver gets. */
  readonly root: object
  readonly isWanted?: ((context: Context) => Promise<boolean>) | undefined
}

/** What a subscription is told of. */
export type Source =
  | {
      readonly of: 'log'
      readonly topics: readonly Topic[]
      /** undefined: what comes from now on. */
      readonly after: Positions | undefined
      /** undefined for what was not asked for. */
      readonly pick: (told: Told) => Picked | undefined
    }
  | { readonly of: 'publications' }
  | { readonly of: 'live' }
  | { readonly of: 'alerts'; readonly pick: (state: AlertState) => Picked | undefined }

/**
 * What a field's `subscribe` gives: it says what is followed.
 *
 * Nobody iterates it. The gateway follows each source once, and runs equal subscriptions once, for all who ask.
 */
export class Following<T> implements AsyncIterable<T> {
  readonly source: Source

  constructor(source: Source) {
    this.source = source
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    throw new Error('a source is followed by the gateway')
  }
}
