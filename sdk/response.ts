import { decode } from './decode.ts'
import {
  type AnsweredError,
  LakegateError,
  type LakegateErrorCode,
  type LakegateErrorOptions,
  isCode,
} from './errors.ts'
import type { Instant } from './instant.ts'
import type { Shape } from './shape.ts'

export interface Answer<Data> {
  readonly data: Data
  /** What it was read from; undefined where nothing was. */
  readonly publication: AnsweredPublication | undefined
  /** Values that it may have had; the gateway limits them. */
  readonly cost: number | undefined
}

export interface AnsweredPublication {
  readonly publicationId: string
  readonly publishedAt: Instant
  /** The logical moment of its build. */
  readonly asOf: Instant
}

interface Body<Data> {
  readonly data?: Data | null
  readonly errors?: readonly AnsweredError[]
  readonly extensions?: Partial<Answer<Data>>
}

/** Errors: `LakegateError` for what the gateway refused, and for what is no answer of a gateway. */
export function answerOf<Data>(response: Response, text: string, shape: Shape): Answer<Data> {
  const body = bodyOf<Data>(text)
  if (!body) throw foreign(response, text)
  return answerIn(body, shape, factsOf(response))
}

/** As `answerOf`, of what came without a response. */
export function answerTold<Data>(body: unknown, shape: Shape): Answer<Data> {
  if (isBody<Data>(body)) return answerIn(body, shape)
  throw new LakegateError('INTERNAL', `this is no answer of a gateway: ${JSON.stringify(body)}`)
}

function answerIn<Data>(
  body: Body<Data>,
  shape: Shape,
  facts: LakegateErrorOptions = {},
): Answer<Data> {
  const { data, errors = [], extensions } = body
  if (data) decode(data, shape)
  if (data && errors.length === 0)
    return { data, publication: extensions?.publication, cost: extensions?.cost }
  throw refused(body, facts)
}

/** Undefined for what is no answer to a GraphQL request. */
function bodyOf<Data>(text: string): Body<Data> | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isBody<Data>(body) ? body : undefined
  } catch {
    return undefined
  }
}

function isBody<Data>(body: unknown): body is Body<Data> {
  if (typeof body !== 'object' || body === null) return false
  return 'data' in body || ('errors' in body && Array.isArray(body.errors))
}

function refused({ data, errors = [] }: Body<unknown>, facts: LakegateErrorOptions): LakegateError {
  const [first] = errors
  const { code, requestId } = first?.extensions ?? {}
  const place = first?.path ? ` (${first.path.join('.')})` : ''
  const message = first ? `${first.message}${place}` : 'the gateway answered nothing'
  return new LakegateError(isCode(code) ? code : 'INTERNAL', message, {
    ...facts,
    ...(typeof requestId === 'string' ? { requestId } : {}),
    errors,
    data: data ?? undefined,
  })
}

/** What stands between: proxies, other servers, a gateway that is not there yet. */
function foreign(response: Response, text: string): LakegateError {
  const { status, statusText, url } = response
  const code = BY_STATUS[status] ?? (status < 500 ? 'NOT_FOUND' : 'UNAVAILABLE')
  const start = text.slice(0, 200).trim()
  const message = `${url} is no GraphQL address of a gateway: ${status} ${statusText}${start && `, ${start}`}`
  return new LakegateError(code, message, factsOf(response))
}

const BY_STATUS: Readonly<Record<number, LakegateErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  408: 'TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  504: 'TIMEOUT',
}

function factsOf({ headers }: Response): LakegateErrorOptions {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return {
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  }
}
