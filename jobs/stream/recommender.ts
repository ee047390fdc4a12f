import { LakehouseError } from '../../lakehouse/errors.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { recommendationMessage } from '../../lakehouse/events/recommendation.ts'
import { follow } from '../../lakehouse/follow.ts'
import { openPublications } from '../../lakehouse/publications.ts'
import {
  RECOMMENDATIONS_MAX,
  type Recommendation,
  recommendationsForBaskets,
} from '../../lakehouse/serving/recommendations.ts'
import { openServing, type Serving } from '../../lakehouse/serving/serving.ts'
import { basketOf } from './basket.ts'
import { type OpenOrder, openOrders } from './open-orders.ts'
import { pause } from '../../lakehouse/pause.ts'
import { recommenderStart } from './recommender-start.ts'

export interface RecommenderOptions {
  readonly log: EventLog
  readonly lake: string
  /** Ends it; orders that are open are collected again at the next start. */
  readonly signal: AbortSignal
  /** Gets what stopped it for a moment. */
  readonly report: (line: string) => void
}

/** What the serving file's DuckDB may hold. */
const MEMORY = '300MB'
/** Orders that are due meanwhile share a statement. */
const GATHER_MS = 250
const ORDERS_AT_ONCE = 200
const STATEMENT_MS = 10_000
const AGAIN_MS = 1000

/**
 * Recommends to every order in the log, once it is whole: one message of the topic `recommendations` each, until the signal.
 *
 * It keeps nothing of its own: where it stopped stands in the messages that it made, so an order is never left out. When the
 * log or the publication cannot be read it says so and begins again there.
 */
export async function runRecommender(options: RecommenderOptions): Promise<void> {
  const { signal, report } = options
  let told = ''
  while (!signal.aborted) {
    try {
      await recommend(options)
    } catch (error) {
      if (!(error instanceof LakehouseError)) throw error
      if (error.message !== told) report(`recommendations wait: ${error.message}`)
      told = error.message
      await pause(AGAIN_MS, signal)
    }
  }
}

async function recommend({ log, lake, signal, report }: RecommenderOptions): Promise<void> {
  await using serving = await openServing({ memoryLimit: MEMORY, threads: 1, log: report })
  const publications = openPublications(lake, { keep: 0, keepAll: 0 })
  const following = await follow(serving, { lake, publications, log: report })
  try {
    const { from, done } = await recommenderStart(log)
    const orders = openOrders(from, done)
    let looked = 0
    for await (const batch of log.follow({ topics: ['orders'], from, batchSize: 1000, signal })) {
      orders.add(batch)
      if (Date.now() - looked < GATHER_MS) continue
      looked = Date.now()
      const due = orders.due()
      for (let i = 0; i < due.length; i += ORDERS_AT_ONCE) {
        const some = due.slice(i, i + ORDERS_AT_ONCE)
        // Not all of these may be appended when it is killed: they are not done yet.
        const before = orders.doneBefore()
        const made = await baskets(serving, some)
        await log.append(made.map((each) => recommendationMessage(each, before)))
        orders.close(some)
      }
    }
  } finally {
    await following.stop()
  }
}

async function baskets(serving: Serving, orders: readonly OpenOrder[]) {
  const found = await recommendations(serving, orders)
  const madeAt = Date.now()
  return orders.map((order, i) => basketOf(order, found[i] ?? [], madeAt))
}

/** None before the first publication: an order does not wait for it. */
async function recommendations(
  serving: Serving,
  orders: readonly OpenOrder[],
): Promise<readonly Recommendation[][]> {
  if (serving.current() === undefined) return []
  using lease = serving.lease()
  const asked = orders.map(({ lines }) => [...lines.values()].map((line) => line.productId!))
  const reader = {
    rows: (statement: Parameters<typeof lease.rows>[0]) =>
      lease.rows(statement, { deadlineMs: STATEMENT_MS }),
  }
  return await recommendationsForBaskets(reader, asked, { limit: RECOMMENDATIONS_MAX })
}
