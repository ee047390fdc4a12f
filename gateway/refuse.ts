import { GraphQLError } from 'graphql'
import { shownError } from '../resolvers/failure.ts'
import type { Exchange } from './exchange.ts'
import type { Log } from './watching/log.ts'

/** Of answers that are no answers of GraphQL. */
const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  COST_LIMIT: 400,
  PERSISTED_ONLY: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  TIMEOUT: 503,
  PUBLICATION_EXPIRED: 410,
  CURSOR_EXPIRED: 410,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
}

/** Tells a caller why it is not answered, as GraphQL tells errors, and gives the code; what it may not know goes to the log. */
export function refuse(
  { request, response, requestId }: Exchange,
  error: unknown,
  log: Log,
): string {
  const wrapped =
    error instanceof GraphQLError
      ? error
      : new GraphQLError('', {
          originalError: error instanceof Error ? error : new Error(String(error)),
        })
  const { message, extensions } = shownError(wrapped, requestId, (cause) =>
    log.error({ requestId, err: cause }, 'a request failed'),
  )
  const { http, ...shown } = extensions
  const code = String(extensions['code'])
  if (code === 'UNAUTHENTICATED') response.setHeader('www-authenticate', 'Bearer')
  if (code === 'UNAVAILABLE' && !response.hasHeader('retry-after'))
    response.setHeader('retry-after', '1')
  response.setHeader('cache-control', 'no-store')
  const body = refusalBody(message, shown)
  response.writeHead(statusOf(http) ?? STATUSES[code] ?? 500, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.write(body)
  // A connection that is closed over what still comes loses what was said with it.
  if (request.complete) response.end()
  else request.resume().once('end', () => response.end())
  return code
}

/** As answers of GraphQL tell errors. */
export function refusalBody(
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): string {
  return `${JSON.stringify({ errors: [{ message, extensions }] })}\n`
}

function statusOf(http: unknown): number | undefined {
  const status =
    typeof http === 'object' && http !== null && 'status' in http ? http.status : undefined
  return typeof status === 'number' ? status : undefined
}
