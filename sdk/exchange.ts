import { type AsOf, asOfHeaders } from './as-of.ts'
import { LakegateError } from './errors.ts'
import { type Question, persistedRequest, textRequest } from './request.ts'
import { type Answer, answerOf } from './response.ts'
import { withRetries } from './retry.ts'
import type { WebSocketClass } from './web-socket.ts'

export interface ClientOptions {
  /** Of the gateway's GraphQL: `https://shop.example/graphql`. */
  readonly url: string
  /** An API key or a JWT; a function is asked before each request and connection, so that it can be renewed. */
  readonly token?: string | (() => string | Promise<string>) | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** In place of the platform's own. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Of a call, with all its retries; 30,000 by default. */
  readonly timeoutMs?: number | undefined
  /** How often a call asks again after what passes by itself; 2 by default. */
  readonly retries?: number | undefined
  /** What calls read that do not say; the current publication by default. */
  readonly asOf?: AsOf | undefined
  /** Asks by the hashes of documents, which the gateway must know, in addresses that caches understand. */
  readonly persisted?: boolean | undefined
  /** How subscriptions are told; by Server-Sent Events by default. */
  readonly subscriptions?: 'sse' | 'websocket' | undefined
  /** In place of the platform's own. */
  readonly WebSocket?: WebSocketClass | undefined
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly asOf?: AsOf | undefined
}

const ACCEPTED = 'application/graphql-response+json, application/json'
const TIMEOUT_MS = 30_000
const RETRIES = 2

/**
 * One call, with its retries.
 *
 * Errors: `LakegateError`; the reason of `signal` when that is aborted.
 */
export async function exchange<Data>(
  options: ClientOptions,
  question: Question,
  { signal, asOf = options.asOf }: CallOptions,
): Promise<Answer<Data>> {
  const { url, timeoutMs = TIMEOUT_MS, retries = RETRIES } = options
  const { operation, shape } = question.facts
  const endsAt = performance.now() + timeoutMs
  const late = AbortSignal.timeout(timeoutMs)
  const end = signal ? AbortSignal.any([signal, late]) : late
  const { address, ...request } = (options.persisted ? persistedRequest : textRequest)(
    url,
    question,
  )

  async function once(): Promise<Answer<Data>> {
    const headers = {
      accept: ACCEPTED,
      ...request.headers,
      ...(await authorization(options)),
      ...asOfHeaders(asOf),
      ...options.headers,
    }
    const sent = { ...request, headers, signal: end }
    const { response, text } = await received(options.fetch ?? fetch, address, sent)
    return answerOf<Data>(response, text, shape)
  }

  try {
    return await withRetries(once, { retries, endsAt, signal: end })
  } catch (error) {
    if (error !== late.reason) throw error
    throw new LakegateError('TIMEOUT', `${operation} was not answered within ${timeoutMs} ms`)
  }
}

/** What says who asks. */
export async function authorization({ token }: ClientOptions): Promise<Record<string, string>> {
  const given = typeof token === 'function' ? await token() : token
  return given === undefined ? {} : { authorization: `Bearer ${given}` }
}

/** The whole of a response. */
async function received(send: typeof fetch, address: string, request: RequestInit) {
  try {
    const response = await send(address, request)
    return { response, text: await response.text() }
  } catch (error) {
    if (request.signal?.aborted) throw error
    throw unreachable(address, error)
  }
}

export function unreachable(address: string, cause: unknown): LakegateError {
  const message = `${address} cannot be reached: ${reasonOf(cause)}${hintOf(address, cause)}`
  return new LakegateError('UNAVAILABLE', message, { cause })
}

/** A browser tells its console alone that the gateway refuses the pages of this site. */
function hintOf(address: string, cause: unknown): string {
  const { origin } = Object(Reflect.get(globalThis, 'location'))
  const isForeign =
    typeof origin === 'string' && !address.startsWith('/') && !address.startsWith(`${origin}/`)
  if (!isForeign || !(cause instanceof TypeError)) return ''
  return `; if it runs, its cors.origins must list ${origin}`
}

/** Node's `fetch` says why only in the cause; of several addresses, only in its code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  return cause.message || ('code' in cause ? String(cause.code) : error.message)
}
