import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { openArchive } from '../lakehouse/archive.ts'
import { type EventLogSettings, openEventLog } from '../lakehouse/events/open-event-log.ts'
import { openLiveLake } from '../lakehouse/live-lake.ts'
import type { Keeping } from '../lakehouse/publications.ts'
import { openServing } from '../lakehouse/serving/serving.ts'
import { LOOKUPS_AT_ONCE, SCANS_AT_ONCE } from '../lakehouse/serving/snapshot.ts'
import { openAnswers } from './questions/answers.ts'
import { refuseBadHttp } from './bad-http.ts'
import { type AuthOptions, knowsCallers } from './callers/auth.ts'
import { openCallers } from './callers/callers.ts'
import { openIntake } from './events/intake.ts'
import { openExportQueue } from './export.ts'
import { openFlights } from '../lakehouse/flights.ts'
import { follow } from '../lakehouse/follow.ts'
import { laterLog } from './later-log.ts'
import { type Address, drain, listen } from './listen.ts'
import { refuseOpenHost } from './callers/loopback.ts'
import { type SubscriptionLimits, openLive } from './live/live.ts'
import { acceptWebSockets, asksWebSocket } from './live/upgrade.ts'
import { openMetrics } from './watching/metrics.ts'
import { type DocumentOptions, readDocuments } from './questions/persisted.ts'
import { openQueue } from './questions/queue.ts'
import { openRate } from './callers/rate.ts'
import type { RouteOptions, Routing } from './route.ts'
import { serve } from './serve.ts'

/** Statements of one caller that may wait for their turn. */
const WAITING_MAX = 200

export interface GatewayOptions extends RouteOptions, Address {
  /** The folder that holds the tables. */
  readonly lake: string
  readonly auth: AuthOptions
  readonly graphql: RouteOptions['graphql'] & DocumentOptions
  readonly subscriptions: SubscriptionLimits
  readonly events: RouteOptions['events'] & EventLogSettings
  readonly stream: { readonly promoteSimulated?: boolean | undefined }
  readonly source?: { readonly from?: string | undefined }
  readonly rate: { readonly perMinute: number }
  readonly serving: Keeping
  /** Of answers that are kept, since their publication does not change; 0: none. */
  readonly cacheBytes: number
  /** What making an earlier publication's file may hold in memory, `'1GB'`. */
  readonly memoryLimit?: string
  readonly threads?: number
}

export interface Gateway {
  /** `http://127.0.0.1:4000` */
  readonly url: string
  /** Takes no new requests, ends those in flight, lets the files go. */
  readonly close: () => Promise<void>
}

/**
 * Serves a lake's newest publication, and each later one within two seconds of it.
 *
 * Errors: `GatewayError` for an address that it cannot have or that others could reach, and for files of documents that hold none; `LakehouseError` for a lake that cannot be read.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  refuseOpenHost(options.host, knowsCallers(options.lake, options.auth))
  await using starting = new AsyncDisposableStack()
  const log = (line: string) => options.log.error(line)
  const serving = starting.use(await openServing({ ...options, log }))
  const isCurrent = (id: string) => serving.current()?.publicationId === id
  const lake = starting.use(openLiveLake({ ...options, isCurrent }))
  const eventLog = starting.use(laterLog(() => openEventLog(options.lake, options.events)))
  const archive = starting.use(openArchive(options))
  const following = await follow(serving, { ...options, log, publications: lake.publications })
  starting.defer(following.stop)
  const queues = {
    rows: openQueue({ atOnce: LOOKUPS_AT_ONCE, waitingMax: WAITING_MAX }),
    scan: openQueue({ atOnce: SCANS_AT_ONCE, waitingMax: WAITING_MAX }),
  }
  const metrics = openMetrics({
    queues,
    publishedAt: () => serving.current()?.publishedAt,
    subscribers: () => live.subscribers(),
  })
  const callers = openCallers(options.lake, options.auth)
  const read = { serving, archive, lake, eventLog, queues, metrics }
  const live = openLive({
    ...options,
    ...read,
    read,
    callers,
    folder: options.lake,
    openLog: eventLog.open,
    limits: options.subscriptions,
  })
  const routing: Routing = {
    ...read,
    live,
    answers: openAnswers(options.cacheBytes),
    flights: openFlights(),
    exports: openExportQueue(),
    intake: openIntake(),
    documents: await readDocuments(options.graphql),
    callers,
    rate: openRate(options.rate.perMinute),
  }
  // A body that comes slowly is given up with the query that it would be.
  const settings = {
    requestTimeout: options.timeoutMs,
    headersTimeout: options.timeoutMs,
    connectionsCheckingInterval: 1000,
    // Longer than a proxy keeps a connection that it may use again.
    keepAliveTimeout: 75_000,
    // It is asked for where every refusal has a body.
    requireHostHeader: false,
    // Whoever offers another protocol, as Java's client offers HTTP/2, is answered by this one.
    shouldUpgradeCallback: asksWebSocket,
  }
  const server = createServer(settings, (request, response) => {
    void serve({ request, response, requestId: randomUUID() }, routing, options)
  })
  refuseBadHttp(server)
  const sockets = acceptWebSockets(server, routing, options)
  const url = await listen(server, options)
  starting.defer(() => drain(server, options.timeoutMs))
  starting.defer(live.close)
  starting.defer(sockets.close)
  const started = starting.move()
  return { url, close: () => started.disposeAsync() }
}
