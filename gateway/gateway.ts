import { createServer } from 'node:http'
import { openArchive } from '../lakehouse/archive.ts'
import { openLiveLake } from '../lakehouse/live-lake.ts'
import { openServing } from '../lakehouse/serving/serving.ts'
import { openAnswers } from './answers.ts'
import { follow } from './follow.ts'
import { type Address, drain, listen } from './listen.ts'
import { isOwnHost, refuseOpenHost } from './loopback.ts'
import { type Answering, type Exchange, type RequestOptions, answer } from './request.ts'

export interface GatewayOptions extends RequestOptions, Address {
  /** The folder that holds the tables. */
  readonly lake: string
  /** Days for which a publication can be read after a later one took its place. */
  readonly keepDays: number
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
 * Errors: `GatewayError` for an address that it cannot have or that others could reach; `LakehouseError` for a lake that cannot be read.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  refuseOpenHost(options.host)
  await using starting = new AsyncDisposableStack()
  const serving = starting.use(await openServing({ log: options.log }))
  const isCurrent = (id: string) => serving.current()?.publicationId === id
  const lake = starting.use(openLiveLake({ ...options, isCurrent }))
  const archive = starting.use(openArchive(options))
  const following = await follow(serving, { ...options, publications: lake.publications })
  starting.defer(following.stop)
  const answering = { serving, archive, lake, answers: openAnswers(options.cacheBytes) }
  // A body that comes slowly is given up with the query that it would be.
  const settings = {
    requestTimeout: options.timeoutMs,
    headersTimeout: options.timeoutMs,
    connectionsCheckingInterval: 1000,
  }
  const server = createServer(settings, (request, response) => {
    route({ request, response }, answering, options).catch((error: unknown) => {
      // Whoever left in the middle of a body is told nothing.
      if (!request.errored) options.log(String(error))
      response.destroy()
    })
  })
  const url = await listen(server, options)
  starting.defer(() => drain(server, options.timeoutMs))
  const started = starting.move()
  return { url, close: () => started.disposeAsync() }
}

const OTHER_HOST =
  'only 127.0.0.1, ::1 and localhost are served here: set the Host header in the proxy\n'

async function route(
  { request, response }: Exchange,
  answering: Answering,
  options: GatewayOptions,
): Promise<void> {
  const path = request.url?.split('?')[0]
  if (!isOwnHost(request.headers.host))
    response.writeHead(421, { 'content-type': 'text/plain' }).end(OTHER_HOST)
  else if (path === '/') response.writeHead(302, { location: '/graphql' }).end()
  else if (path === '/health') response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
  else await answer({ request, response }, answering, options)
}
