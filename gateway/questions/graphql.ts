import { LakehouseError } from '../../lakehouse/errors.ts'
import type { Change } from '../../resolvers/context.ts'
import { refusal } from '../../resolvers/refusal.ts'
import { type Answer, type Answers, answerOf, keyOf, send } from './answers.ts'
import { readBody } from './body.ts'
import type { Caller } from '../callers/caller.ts'
import { shopFacts } from './examples.ts'
import type { Exchange } from '../exchange.ts'
import { type Executed, type Read, execute } from './execution.ts'
import type { Flights } from '../../lakehouse/flights.ts'
import type { Limits } from './limits.ts'
import type { Log } from '../watching/log.ts'
import type { Documents } from './persisted.ts'
import { type Notes, type Rights, type ServerContext, yoga } from './yoga.ts'

/** What answers are made from. */
export interface Answering extends Read {
  readonly answers: Answers
  readonly flights: Flights<Executed>
  readonly documents: Documents
}

export interface AnswerOptions {
  /** A query that takes longer is stopped. */
  readonly timeoutMs: number
  readonly limits: Limits
  /** Gets what clients do not see. */
  readonly log: Log
  /** Gets who read what is personal, and who changed what. */
  readonly audit: Log
}

/** A question, and who asks it. */
export interface Asking extends Exchange {
  readonly caller: Caller
  readonly rights: Rights
}

/** An answer as it was sent. */
export interface Given extends Pick<Answer, 'operation' | 'code' | 'publicationId' | 'isPersonal'> {
  readonly isKept: boolean
}

/** Answers one question, or gives the answer that was given before. Errors: `PAYLOAD_TOO_LARGE`. */
export async function answer(
  asking: Asking,
  answering: Answering,
  options: AnswerOptions,
): Promise<Given> {
  const { request, response, caller } = asking
  const { answers, serving } = answering
  const isGet = request.method === 'GET'
  const body = isGet ? undefined : await readBody(request, options.limits.maxBytes)
  const publication = serving.current()
  const key = publication && keyOf(request, body, { caller, ...publication })
  const known = key === undefined ? undefined : answers.get(key)
  response.setHeader('cache-status', `lakegate; ${known ? 'hit' : 'fwd=miss'}`)
  const given = known ?? (await made(asking, answering, { ...options, body, key, publication }))
  send(request, response, given)
  return { ...given, isKept: known !== undefined }
}

interface Question extends AnswerOptions {
  readonly body: Buffer | undefined
  /** The same of equal questions to the same publication. */
  readonly key: string | undefined
  readonly publication: Notes['publication']
}

/** Made once: an error of its own for each request would cost as much as a small one. */
const LEFT = new LakehouseError('QUERY_CANCELLED', 'the response is closed')

const NO_SUCH_FORM =
  'answers are application/graphql-response+json or application/json: the Accept header asks for neither'

async function made(asking: Asking, answering: Answering, question: Question): Promise<Answer> {
  const { request, response } = asking
  const { body, key, publication } = question
  const notes: Notes = {
    operation: '',
    code: 'OK',
    cost: undefined,
    executed: undefined,
    publication,
  }
  const left = new AbortController()
  response.once('close', () => left.abort(LEFT))
  // Yoga knows the type in lower case alone; that it is JSON was checked.
  if (body) Object.assign(request, { body }).headers['content-type'] = 'application/json'
  const answered = await yoga.handleNodeRequestAndResponse(
    request,
    response,
    serverContext(asking, answering, { ...question, notes, left: left.signal }),
  )
  if (answered.status === 406)
    throw refusal('BAD_USER_INPUT', NO_SUCH_FORM, { http: { status: 406 } })
  const { executed, operation, code } = notes
  const given = await answerOf(answered, {
    isGet: !body,
    operation,
    code,
    publicationId: executed?.publication.publicationId,
    isPersonal: executed?.isPersonal ?? false,
  })
  // The key names the current publication: an answer of an earlier one is not its answer.
  if (key && executed?.isRepeatable && executed.publication === publication)
    answering.answers.keep(key, given)
  return given
}

function serverContext(
  { request, requestId, caller, rights }: Asking,
  answering: Answering,
  {
    limits,
    log,
    audit,
    notes,
    timeoutMs,
    key,
    left,
  }: Question & { readonly notes: Notes; readonly left: AbortSignal },
): ServerContext {
  const { documents, flights, serving } = answering
  const { headers } = request
  const endsAt = performance.now() + timeoutMs
  const noteChange = (change: Change) =>
    audit.info({ audit: 'change', requestId, caller: caller.name, ...change }, 'data was changed')
  return {
    requestId,
    limits,
    rights,
    documents,
    notes,
    log: (error) => log.error({ requestId, err: error }, 'a request failed'),
    async execute(operation, isQuery, run) {
      const fly = (stop: AbortSignal) =>
        execute(answering, { operation, headers, caller, noteChange, stop, endsAt }, run)
      if (!isQuery) return { ...(await fly(left)), isRepeatable: false }
      return await (key ? flights.join(key, left, fly) : fly(left))
    },
    async facts() {
      if (!serving.current() || !caller.scopes.has('read')) return undefined
      using lease = serving.lease()
      return await shopFacts(lease)
    },
  }
}
