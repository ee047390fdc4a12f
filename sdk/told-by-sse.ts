import { LakegateError } from './errors.ts'
import { eventsOf } from './event-stream.ts'
import { type ClientOptions, authorization } from './exchange.ts'
import { type Question, persistedRequest, textRequest } from './request.ts'
import { answerOf } from './response.ts'
import { openSilence } from './silence.ts'
import type { Connecting } from './way.ts'

const ACCEPTED = 'text/event-stream'
const UNANSWERED =
  'no answer came; over HTTP/1.1 a browser opens six connections to a host at once, one a subscription'

/** A `Way`: Server-Sent Events by `fetch`. */
export async function* toldBySse<Data>(
  options: ClientOptions,
  { question, left, begun }: Connecting,
): AsyncGenerator<Data, void> {
  let isAnswered = false
  const silence = openSilence({ reason: () => (isAnswered ? 'nothing came' : UNANSWERED) })
  try {
    const stop = AbortSignal.any([left, silence.signal])
    const { response, body } = await openStream(options, question, stop)
    isAnswered = true
    begun()
    for await (const { event, data } of eventsOf(body, silence.heard)) {
      if (event === 'complete') return
      const answer = answerOf<Data>(response, data, question.facts.shape)
      // Whoever takes long over it keeps nothing from coming.
      silence.stop()
      yield answer.data
      silence.heard()
    }
    throw new LakegateError('UNAVAILABLE', `${response.url} ended the connection`)
  } finally {
    silence.stop()
  }
}

interface OpenStream {
  readonly response: Response
  readonly body: ReadableStream<Uint8Array>
}

/** Asks for a stream of events. Errors: `LakegateError` for every other answer. */
export async function openStream(
  options: ClientOptions,
  question: Question,
  signal: AbortSignal,
): Promise<OpenStream> {
  const { address, ...request } = (options.persisted ? persistedRequest : textRequest)(
    options.url,
    question,
  )
  const headers = {
    accept: ACCEPTED,
    ...request.headers,
    ...(await authorization(options)),
    ...options.headers,
  }
  const response = await (options.fetch ?? fetch)(address, { ...request, headers, signal })
  const { body } = response
  if (body && response.headers.get('content-type')?.startsWith(ACCEPTED)) return { response, body }
  answerOf(response, await response.text(), question.facts.shape)
  throw new LakegateError('INTERNAL', `${response.url} did not answer with a stream of events`)
}
