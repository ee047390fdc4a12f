import { type Exchange, pathOf } from './exchange.ts'
import { refuse } from './refuse.ts'
import { type RouteOptions, type Routed, type Routing, route } from './route.ts'
import { tracedRequest } from './watching/tracing.ts'

const SECURITY_HEADERS = Object.entries({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
})

/** Answers whatever comes; a caller that may not have it is told why, and those who watch see it. */
export async function serve(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions,
): Promise<void> {
  const { request, response, requestId } = exchange
  const started = performance.now()
  response.setHeader('x-request-id', requestId)
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value)
  const path = pathOf(request)
  const attributes = { 'http.request.method': request.method ?? '', 'url.path': path, requestId }
  const seen = await tracedRequest(request.headers, attributes, async (note) => {
    const known = await routed(exchange, routing, options)
    if (known) note({ 'graphql.operation.name': known.operation, code: known.code })
    return known
  })
  // Whoever takes nothing of its answer would have it kept in memory for ever; subscriptions have limits of their own.
  if (response.writableEnded && response.writableLength > 0) response.setTimeout(options.timeoutMs)
  if (seen)
    tell(seen, { requestId, path, ms: performance.now() - started }, { ...routing, ...options })
}

/** What is known of a question that was answered. */
export type Seen = Partial<Routed> & Pick<Routed, 'code' | 'operation'>

async function routed(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions,
): Promise<Seen | undefined> {
  try {
    return await route(exchange, routing, options)
  } catch (error) {
    const { request, response } = exchange
    if (!request.errored && !response.headersSent)
      return { operation: '', code: refuse(exchange, error, options.log) }
    // Whoever left in the middle of a body is told nothing.
    response.destroy()
    return undefined
  }
}

interface Told {
  readonly requestId: string
  readonly path: string
  readonly ms: number
}

/** No values of a question, which may be personal: its operation's name, and who asked. */
export function tell(
  { operation, code, isKept = false, isPersonal, publicationId, caller }: Seen,
  { requestId, path, ms }: Told,
  { metrics, log, audit }: Pick<Routing, 'metrics'> & Pick<RouteOptions, 'log' | 'audit'>,
): void {
  metrics.answered({ operation, code, isKept, seconds: ms / 1000 })
  const facts = { requestId, caller: caller?.name, operation }
  log.debug({ ...facts, path, code, isKept, ms: Math.round(ms * 10) / 10 }, 'answered')
  if (isPersonal)
    audit.info({ audit: 'personal', ...facts, publicationId }, 'personal data was read')
}
