import type { IncomingMessage } from 'node:http'
import {
  type AnswerOptions,
  type Answering,
  type Asking,
  type Given,
  LEFT,
} from '../questions/asking.ts'
import { resultPayload } from './frames.ts'
import { endedBy } from './groups.ts'
import { givenOf, operate } from './operation.ts'
import { isSubscription, paramsOf } from './params.ts'
import { openSseOutlet } from './sse-outlet.ts'
import type { Subscription } from './subscription.ts'

const STREAM = /\btext\/event-stream\b/i
const JSON_FORM = /\bjson\b|\*\/\*/i

export function asksStream({ headers }: IncomingMessage): boolean {
  return STREAM.test(headers.accept ?? '')
}

export interface Streaming extends Asking {
  readonly body: Buffer | undefined
}

/**
 * Answers by a stream of events, as graphql-sse has it in distinct connections mode.
 *
 * Undefined for a question whose answer may be JSON too: that one is given otherwise.
 * Errors, before the stream begins: those of `operate` and `Live.subscribe`.
 */
export async function stream(
  streaming: Streaming,
  answering: Answering,
  options: AnswerOptions,
): Promise<Given | undefined> {
  const { request, response, body } = streaming
  const params = paramsOf(request, body)
  const isOnlyStream = !JSON_FORM.test(request.headers.accept ?? '')
  if (!isOnlyStream && !isSubscription(params, answering.documents, options.limits.maxTokens)) {
    request.headers.accept = request.headers.accept?.replace(/text\/event-stream[^,]*,?/i, '')
    return undefined
  }
  const left = new AbortController()
  response.once('close', () => left.abort(LEFT))
  const operated = await operate(
    { ...streaming, params, method: body ? 'POST' : 'GET', left: left.signal },
    answering,
    options,
  )
  const { result, subscription, notes } = operated
  if (subscription) await begin(streaming, subscription, { ...answering, ...options })
  else if (result.data === undefined && result.errors) throw result.errors[0]!
  else openSseOutlet(response).endWith(resultPayload(result))
  return givenOf(notes)
}

async function begin(
  { request, response, requestId }: Streaming,
  subscription: Subscription,
  { live, log }: Pick<Answering, 'live'> & Pick<AnswerOptions, 'log'>,
): Promise<void> {
  const outlet = openSseOutlet(response)
  const { authorization } = request.headers
  try {
    await live.subscribe({ subscription, requestId, authorization, outlet })
    outlet.start()
  } catch (error) {
    if (!response.headersSent) throw error
    outlet.end(endedBy(error, log))
  }
}
