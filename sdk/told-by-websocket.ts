import { converse } from './conversation.ts'
import { LakegateError } from './errors.ts'
import { type ClientOptions, authorization } from './exchange.ts'
import { persistedParams, textParams } from './request.ts'
import { answerTold } from './response.ts'
import { openStream } from './told-by-sse.ts'
import type { Connecting } from './way.ts'
import { webSocketClass } from './web-socket.ts'

const SLOW = 'answers came faster than they were taken: take them faster, or subscribe to fewer'
const PROTOCOL = 'graphql-transport-ws'

/** A `Way`: graphql-transport-ws, a WebSocket a connection. */
export async function* toldByWebSocket<Data>(
  options: ClientOptions,
  connecting: Connecting,
): AsyncGenerator<Data, void> {
  const { question, left } = connecting
  const init = { ...(await authorization(options)), ...options.headers }
  left.throwIfAborted()
  let isBegun = false
  const begun = () => {
    isBegun = true
    connecting.begun()
  }
  const socket = new (webSocketClass(options.WebSocket))(addressOf(options.url), PROTOCOL)
  // Of graphql-transport-ws every operation has a text.
  const params = options.persisted
    ? { query: '', ...persistedParams(question) }
    : textParams(question)
  const told = converse(socket, { init, params, begun, left }).getReader()
  try {
    for (let { value } = await told.read(); value; { value } = await told.read()) {
      if (value.type === 'answer') yield answerTold<Data>(value.body, question.facts.shape).data
      else if (value.by === 'complete') return
      else if (value.by === 'slow') throw new LakegateError('SLOW_CONSUMER', SLOW)
      else if (!isBegun) throw await refusal(options, connecting)
      else throw new LakegateError('UNAVAILABLE', `${options.url} ended it: ${value.why}`)
    }
  } finally {
    await told.cancel().catch(() => {})
  }
}

/** As long as silence may last. */
const ANSWER_MS = 45_000

/**
 * A browser does not tell why a WebSocket was not opened, and a close has room for few words: `fetch` gets the whole answer.
 *
 * Errors: that answer.
 */
async function refusal(
  options: ClientOptions,
  { question, left }: Connecting,
): Promise<LakegateError> {
  const stop = AbortSignal.any([left, AbortSignal.timeout(ANSWER_MS)])
  const { body } = await openStream(options, question, stop)
  await body.cancel()
  return new LakegateError(
    'UNAVAILABLE',
    `${options.url} answers, but no WebSocket to it stays open: a proxy between must pass them on`,
  )
}

/** Browsers of 2023 take neither `http:` nor an address without a host. */
function addressOf(url: string): string {
  const { href } = Object(Reflect.get(globalThis, 'location'))
  const address = new URL(url, href)
  address.protocol = address.protocol.replace('http', 'ws')
  return address.href
}
