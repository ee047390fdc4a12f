import type { IncomingMessage } from 'node:http'
import { type Caller, LOCAL_CALLER, NOBODY } from './callers/caller.ts'
import type { Callers } from './callers/callers.ts'
import type { Exchange } from './exchange.ts'
import { type AnswerOptions, type Answering, answer } from './graphql.ts'
import { isOwnHost } from './loopback.ts'
import { checkOrigin } from './origins.ts'
import type { Rate } from './rate.ts'
import { refuse } from './refuse.ts'
import { refusal } from '../resolvers/refusal.ts'
import type { Rights } from './yoga.ts'

/** Who is let in, and to what. */
export interface Routing extends Answering {
  readonly callers: Callers
  readonly rate: Rate
}

export interface RouteOptions extends AnswerOptions {
  readonly cors: { readonly origins: readonly string[] }
  readonly graphql: {
    /** undefined: as long as callers are not told apart, but not in production. */
    readonly playground?: boolean | undefined
    readonly introspection?: boolean | undefined
    readonly persistedOnly: boolean
  }
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** The playground holds its scripts and styles in itself. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; frame-ancestors 'none'"

/** Answers whatever comes; a caller that may not have it is told why. */
export async function route(
  exchange: Exchange,
  routing: Routing,
  options: RouteOptions,
): Promise<void> {
  const { request, response, requestId } = exchange
  response.setHeader('x-request-id', requestId)
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
  try {
    await routed(exchange, routing, options)
  } catch (error) {
    // Whoever left in the middle of a body is told nothing.
    if (request.errored || response.headersSent) response.destroy()
    else refuse(exchange, error, options.log)
  }
}

async function routed(exchange: Exchange, routing: Routing, options: RouteOptions): Promise<void> {
  const { request, response } = exchange
  const areKnown = await routing.callers.areKnown()
  if (!areKnown) checkHost(request.headers.host)
  if (checkOrigin(exchange, options.cors.origins)) return
  const path = request.url?.split('?')[0]
  if (path === '/') return void response.writeHead(302, { location: '/graphql' }).end()
  if (path === '/health')
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
  if (path !== '/graphql')
    throw refusal('NOT_FOUND', 'nothing is here: questions are answered at /graphql')
  checkForm(request)
  const rights = rightsOf(options.graphql, areKnown)
  const isPage = rights.playground && isForPage(request)
  if (isPage) response.setHeader('content-security-policy', PAGE_POLICY)
  const caller = isPage && areKnown ? NOBODY : await callerOf(exchange, routing)
  await answer({ ...exchange, caller, rights }, routing, options)
}

/** A name that another host answers to by now may lead a browser's page here, where whoever asks may do all. */
function checkHost(host: string | undefined): void {
  if (!isOwnHost(host))
    throw refusal(
      'FORBIDDEN',
      'only 127.0.0.1, ::1 and localhost are served here: set the Host header in the proxy',
      { http: { status: 421 } },
    )
}

/** Other forms are what a page of another site can send without asking. */
function checkForm({ method, headers }: IncomingMessage): void {
  if (method !== 'GET' && method !== 'POST') throw badForm(405, `ask by GET or POST, not ${method}`)
  if (method === 'GET') return
  const type = headers['content-type'] ?? 'nothing'
  if (!/^application\/json(?: *;.*)?$/i.test(type))
    throw badForm(415, `send application/json, not ${type}`)
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw badForm(415, `send the body as it is, not as ${encoding}`)
}

const badForm = (status: number, message: string) =>
  refusal('BAD_USER_INPUT', message, { http: { status } })

function rightsOf(
  { playground, introspection, persistedOnly }: RouteOptions['graphql'],
  areKnown: boolean,
): Rights {
  const isOpen = !areKnown && process.env['NODE_ENV'] !== 'production'
  return {
    playground: playground ?? isOpen,
    introspection: introspection ?? isOpen,
    anyDocument: !persistedOnly,
  }
}

const isForPage = ({ method, headers }: IncomingMessage) =>
  method === 'GET' && headers.accept?.includes('text/html') === true

/** Errors: `UNAUTHENTICATED`, `RATE_LIMITED`; who fails to say who it is may not try for ever. */
async function callerOf(
  { request, response }: Exchange,
  { callers, rate }: Routing,
): Promise<Caller> {
  const caller = await callers.of(request.headers).catch(async (error: unknown) => {
    await rate.count(`address:${request.socket.remoteAddress}`, response)
    throw error
  })
  if (caller !== LOCAL_CALLER) await rate.count(caller.name, response)
  return caller
}
