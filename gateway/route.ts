import { badInput, refusal } from '../resolvers/refusal.ts'
import { forbidden } from '../resolvers/scopes.ts'
import {
  type Admission,
  type RightsOptions,
  admitted,
  checkForm,
  checkHost,
  rightsOf,
  visiting,
} from './callers/admission.ts'
import type { Caller } from './callers/caller.ts'
import { checkOrigin } from './callers/origins.ts'
import { type Exchange, pathOf } from './exchange.ts'
import { type Taking, type TakingOptions, takeEvents } from './events/events.ts'
import { type ExportOptions, type Exporting, sendExport } from './export.ts'
import type { AnswerOptions, Answering, Given } from './questions/asking.ts'
import { answer } from './questions/graphql.ts'
import type { Metrics } from './watching/metrics.ts'
import { ready } from './watching/ready.ts'

export interface Routing extends Answering, Admission, Exporting, Taking {
  readonly metrics: Metrics
}

export interface RouteOptions extends AnswerOptions, ExportOptions, TakingOptions {
  readonly cors: { readonly origins: readonly string[] }
  readonly graphql: RightsOptions
}

/** What was asked for, and by whom. */
export interface Routed extends Given {
  readonly caller: Caller
}

/** The playground holds its scripts and styles in itself. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; frame-ancestors 'none'"

/** Answers by path; gives what is to be known of a question. Errors: what a caller is refused with. */
export async function route(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions,
): Promise<Routed | undefined> {
  const { request, response } = exchange
  const { host } = request.headers
  if (host === undefined && request.httpVersion !== '1.0')
    throw badInput('the Host header is missing')
  if (host !== undefined && !URL.canParse(`http://${host}`))
    throw badInput('the Host header names no host')
  const areKnown = await routing.callers.areKnown()
  if (!areKnown) checkHost(host)
  if (checkOrigin(exchange, options.cors.origins)) return undefined
  const path = pathOf(request)
  switch (path) {
    case '/':
      response.writeHead(302, { location: '/graphql' }).end()
      return undefined
    case '/health':
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
      return undefined
    case '/ready':
      return await ready(response, routing.serving)
    case '/metrics':
      return await metrics(exchange, routing)
    case '/graphql':
      return await graphql(exchange, routing, { ...options, areKnown })
    case '/events':
      return await events(exchange, routing, options)
    default:
      if (path.startsWith('/export/')) return await exported(exchange, routing, options)
      throw refusal('NOT_FOUND', 'nothing is here: questions are answered at /graphql')
  }
}

async function metrics(exchange: Exchange, routing: Routing): Promise<undefined> {
  const { scopes } = await admitted(exchange, routing)
  if (!scopes.has('operator')) throw forbidden('/metrics', 'operator')
  const text = await routing.metrics.text()
  exchange.response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text)
}

async function events(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions,
): Promise<Routed> {
  const caller = await admitted(exchange, routing)
  return { ...(await takeEvents({ ...exchange, caller }, routing, options)), caller }
}

async function exported(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions,
): Promise<Routed> {
  const caller = await admitted(exchange, routing)
  return { ...(await sendExport({ ...exchange, caller }, routing, options)), caller }
}

async function graphql(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions & { readonly areKnown: boolean },
): Promise<Routed> {
  const { request, response } = exchange
  checkForm(request)
  const rights = rightsOf(options.graphql, options.areKnown)
  const isForPage = request.method === 'GET' && request.headers.accept?.includes('text/html')
  const isPage = rights.playground && isForPage === true
  if (isPage) response.setHeader('content-security-policy', PAGE_POLICY)
  const caller =
    isPage && options.areKnown
      ? await visiting(exchange, routing.rate)
      : await admitted(exchange, routing)
  return { ...(await answer({ ...exchange, caller, rights }, routing, options)), caller }
}
