import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import type { CallOptions } from '../lakehouse/engines/engine.ts'
import { LakehouseError } from '../lakehouse/errors.ts'
import type { LiveLake } from '../lakehouse/live-lake.ts'
import type { Lease } from '../lakehouse/serving/held.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import { publicationAsOf } from '../resolvers/as-of.ts'
import { type Context, type Scope, createContext } from '../resolvers/context.ts'
import { type Operation, askedAsOf } from './as-of.ts'
import { type Answers, answerOf, keyOf, send } from './answers.ts'
import { readBody } from './body.ts'
import { type Earlier, leaseEarlier } from './earlier.ts'
import type { Limits } from './limits.ts'
import { type Notes, yoga } from './yoga.ts'

export interface RequestOptions {
  /** A query that takes longer is stopped. */
  readonly timeoutMs: number
  readonly limits: Limits
  /** Gets what clients do not see. */
  readonly log: (line: string) => void
}

/** What answers are made from. */
export interface Answering extends Earlier {
  readonly lake: LiveLake
  readonly answers: Answers
}

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Made once: an error of its own for each request would cost as much as a small one. */
const LEFT = new Error('the response is closed')

/** Until there are callers, whoever reaches the address may do all. */
const LOCAL_CALLER: ReadonlySet<Scope> = new Set<Scope>([
  'read',
  'pii',
  'export',
  'ingest',
  'operator',
])

/** Answers one request from one publication, which it holds until the response is closed. */
export async function answer(
  { request, response }: Exchange,
  answering: Answering,
  { timeoutMs, limits, log }: RequestOptions,
): Promise<void> {
  const { serving, lake, answers } = answering
  const requestId = randomUUID()
  const endsAt = performance.now() + timeoutMs
  const left = new AbortController()
  response.once('close', () => left.abort(LEFT))
  const held = (lease: Lease) => heldUntil(left.signal, lease)
  const readerOf = ({ publication, rows, scan }: Lease): Reader => ({
    publication,
    rows: async (statement) => rows(statement, call()),
    scan: async (statement) => scan(statement, call()),
  })
  const { body, refusal } = await takeBody(request, limits.maxBytes)
  const notes: Notes = { cost: undefined, isRepeatable: false }
  let lease = serving.current() ? held(serving.lease()) : undefined

  async function choose(operation: Operation): Promise<Lease> {
    const asOf = askedAsOf(operation, request.headers)
    const current = lease
    if (!current) throw new LakehouseError('NO_PUBLICATION', 'nothing has been published yet')
    if (!asOf) return current
    // An error on the way to a publication is of none.
    lease = undefined
    const publication = await publicationAsOf(asOf, lake.publications)
    if (publication.publicationId === current.publication.publicationId) return current
    const late = AbortSignal.timeout(Math.max(0, Math.ceil(endsAt - performance.now())))
    const stop = AbortSignal.any([left.signal, late])
    return held(await leaseEarlier(answering, publication, stop))
  }

  async function context(operation: Operation): Promise<Context> {
    const chosen = await choose(operation)
    lease = chosen
    return createContext({
      reader: readerOf(chosen),
      scopes: LOCAL_CALLER,
      lake: watched(
        { ...lake, rows: async (statement) => lake.rows(statement, call()) },
        () => (notes.isRepeatable = false),
      ),
    })
  }

  function call(): CallOptions {
    const deadlineMs = endsAt - performance.now()
    if (deadlineMs > 0) return { signal: left.signal, deadlineMs }
    throw new LakehouseError('QUERY_TIMEOUT', `not done within ${timeoutMs} ms`)
  }

  const current = lease
  const key = current && keyOf(request, body, current.publication.publicationId)
  const known = key && answers.get(key)
  response.setHeader('cache-status', `lakegate; ${known ? 'hit' : 'fwd=miss'}`)
  if (known) return send(response, known)
  const answered = await yoga.handleNodeRequestAndResponse(request, response, {
    requestId,
    limits,
    refusal,
    notes,
    context,
    current: current && readerOf(current),
    publication: () => lease?.publication,
    log: (error) => log(`request ${requestId}: ${traceOf(error)}`),
  })
  const whole = await answerOf(answered)
  send(response, whole)
  // The key names the current publication: an answer of an earlier one is not its answer.
  if (key && notes.isRepeatable && lease === current) answers.keep(key, whole)
}

function heldUntil(end: AbortSignal, lease: Lease): Lease {
  const release = () => lease[Symbol.dispose]()
  if (end.aborted) release()
  else end.addEventListener('abort', release, { once: true })
  return lease
}

/** Tells when something of the lake as it is now is read. */
function watched(lake: LiveLake, isRead: () => void): LiveLake {
  const told = <T>(value: T): T => {
    isRead()
    return value
  }
  return {
    get publications() {
      return told(lake.publications)
    },
    get tables() {
      return told(lake.tables)
    },
    isCurrent: (publicationId) => told(lake.isCurrent(publicationId)),
    rows: (statement) => told(lake.rows(statement)),
  }
}

/** Reads the body before anything else does, and says why it was not taken. */
async function takeBody(request: IncomingMessage, maxBytes: number) {
  if (request.method !== 'POST') return { body: NO_BODY, refusal: undefined }
  try {
    const body = await readBody(request, maxBytes)
    Object.assign(request, { body })
    return { body, refusal: undefined }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    Object.assign(request, { body: NO_BODY })
    return { body: NO_BODY, refusal: error }
  }
}

const NO_BODY = Buffer.from('{}')

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
