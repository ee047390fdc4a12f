import type { ExecutionArgs, ExecutionResult } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import {
  type AnswerOptions,
  type Answering,
  type Asking,
  type Given,
  notesOf,
  serverContext,
} from '../questions/asking.ts'
import { type Notes, shownResult, yoga } from '../questions/yoga.ts'
import { type Subscription, askedNow, subscriptionOf } from './subscription.ts'

export interface Operating extends Pick<Asking, 'request' | 'requestId' | 'caller' | 'rights'> {
  readonly params: GraphQLParams
  /** Nothing is changed by a GET. */
  readonly method: 'GET' | 'POST'
  /** When nobody waits for it any more. */
  readonly left: AbortSignal
}

export interface Operated {
  /** Of a query or a mutation; what is wrong with a subscription. */
  readonly result: ExecutionResult
  /** What shall be told. */
  readonly subscription: Subscription | undefined
  readonly notes: Notes
}

/** As those who watch see it. */
export function givenOf({ executed, operation, code }: Notes): Given {
  return {
    operation,
    code,
    publicationId: executed?.publication.publicationId,
    isPersonal: executed?.isPersonal ?? false,
    isKept: false,
  }
}

/** Runs a query or a mutation, and says what a subscription follows: under the limits of every question. */
export async function operate(
  operating: Operating,
  answering: Answering,
  options: AnswerOptions,
): Promise<Operated> {
  const { params, left, method, caller } = operating
  const notes = notesOf(answering.serving.current())
  let subscription: Subscription | undefined
  const context = {
    ...serverContext(operating, answering, { ...options, key: undefined, notes, left }),
    async follow(args: ExecutionArgs) {
      const asked = askedNow(caller, { stop: left, timeoutMs: options.timeoutMs })
      subscription = await subscriptionOf(args, answering, asked)
    },
  }
  const asRequest = new Request('http://localhost/graphql', { method })
  const given = await yoga.getResultForParams({ params, request: asRequest }, context)
  if (!given || Symbol.asyncIterator in given) throw new Error('an operation gave no result')
  const result = shownResult(given, context)
  return { result, subscription: result.errors ? undefined : subscription, notes }
}
