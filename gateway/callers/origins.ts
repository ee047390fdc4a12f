import type { Exchange } from '../exchange.ts'
import { refusal } from '../../resolvers/refusal.ts'

/** What scripts of other sites may read of an answer, beside its body. */
const EXPOSED =
  'cache-status, content-disposition, etag, lakegate-publication, ratelimit, ratelimit-policy, retry-after, x-request-id'
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers':
    'authorization, content-encoding, content-type, lakegate-as-of, lakegate-publication, x-request-id',
  'access-control-max-age': '7200',
}

/**
 * Lets pages of the server itself and of `origins` ask; gives whether that was all that was asked for.
 *
 * A browser sends whatever page it shows to this machine's servers too, so other pages are refused, not only kept from reading.
 * Errors: `FORBIDDEN` for pages of other sites.
 */
export function checkOrigin(
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  origins: readonly string[],
): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) {
    if (isEmbedded(request.headers)) throw foreign('another site')
    return false
  }
  if (URL.parse(origin)?.host === host) return false
  if (!origins.includes(origin)) throw foreign(origin)
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-expose-headers', EXPOSED)
  response.setHeader('vary', 'origin')
  response.removeHeader('cross-origin-resource-policy')
  if (request.method !== 'OPTIONS') return false
  response.writeHead(204, PREFLIGHT).end()
  return true
}

/** An image or a script of another site's page; following a link is no danger. */
function isEmbedded(headers: NodeJS.Dict<string | string[]>): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate'
}

const foreign = (who: string) =>
  refusal('FORBIDDEN', `pages of ${who} may not ask here: cors.origins lists those that may`)
