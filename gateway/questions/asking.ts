import { LakehouseError } from '../../lakehouse/errors.ts'
import type { Change } from '../../resolvers/context.ts'
import type { Caller } from '../callers/caller.ts'
import type { Exchange } from '../exchange.ts'
import type { Live } from '../live/live.ts'
import type { Log } from '../watching/log.ts'
import type { Answer, Answers } from './answers.ts'
import { shopFacts } from './examples.ts'
import { type Executed, type Read, execute } from './execution.ts'
import type { Flights } from '../../lakehouse/flights.ts'
import type { Limits } from './limits.ts'
import type { Documents } from './persisted.ts'
import type { Notes, Rights, ServerContext } from './yoga.ts'

/** What answers are made from. */
export interface Answering extends Read {
  readonly answers: Answers
  readonly flights: Flights<Executed>
  readonly documents: Documents
  readonly live: Live
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

/** Made once: an error of its own for each request would cost as much as a small one. */
export const LEFT = new LakehouseError('QUERY_CANCELLED', 'the response is closed')

/** Of a request of which nothing is known yet. */
export function notesOf(publication: Notes['publication']): Notes {
  return { operation: '', code: 'OK', cost: undefined, executed: undefined, publication }
}

interface Known extends Pick<AnswerOptions, 'limits' | 'log' | 'audit' | 'timeoutMs'> {
  readonly key: string | undefined
  readonly notes: Notes
  readonly left: AbortSignal
}

export function serverContext(
  {
    request,
    requestId,
    caller,
    rights,
  }: Pick<Asking, 'request' | 'requestId' | 'caller' | 'rights'>,
  answering: Answering,
  { limits, log, audit, notes, timeoutMs, key, left }: Known,
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
    follow: undefined,
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
