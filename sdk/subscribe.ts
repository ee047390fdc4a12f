import { LakegateError } from './errors.ts'
import { eventsOf } from './event-stream.ts'
import { type ClientOptions, authorization, unreachable } from './exchange.ts'
import { type Question, persistedRequest, textRequest } from './request.ts'
import { answerOf } from './response.ts'
import { isPassing, pause, pauseOf } from './retry.ts'

export interface SubscribeOptions {
  /** Ends it; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

const ACCEPTED = 'text/event-stream'
const RETRIES = 2
/** The gateway sends something each 15 seconds. */
const SILENCE_MS = 45_000
/** A connection that held so long was no failure. */
const HELD_MS = 30_000
/** Pauses double up to half a minute. */
const DOUBLED_MAX = 7

/** What was told so far. */
interface State {
  /** Where to go on, if the document selects it. */
  after: string | undefined
  /** How often it failed since something came, or a connection held. */
  failures: number
  isBegun: boolean
  /** When the last connection was answered, by the clock of `performance.now()`; undefined if it was not. */
  openedAt: number | undefined
}

/**
 * What a subscription tells, each as it comes, over as many connections as it takes.
 *
 * Its `return` ends it at once, even while the next is waited for: generators alone would let that wait go on.
 * Errors: `LakegateError`, but for what passes by itself; the reason of `signal` when that is aborted.
 */
export function subscribed<Data>(
  options: ClientOptions,
  question: Question,
  { signal }: SubscribeOptions,
): AsyncGenerator<Data, void> {
  const leaving = new AbortController()
  const left = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal
  const told = untilLeft(connections<Data>(options, question, left), leaving.signal)
  const end = told.return.bind(told)
  told.return = (value) => {
    leaving.abort()
    return end(value)
  }
  return told
}

async function* untilLeft<Data>(
  told: AsyncGenerator<Data, void>,
  leaving: AbortSignal,
): AsyncGenerator<Data, void> {
  try {
    yield* told
  } catch (error) {
    if (!leaving.aborted) throw error
  }
}

async function* connections<Data>(
  options: ClientOptions,
  question: Question,
  left: AbortSignal,
): AsyncGenerator<Data, void> {
  const state: State = { after: undefined, failures: 0, isBegun: false, openedAt: undefined }
  for (;;) {
    state.openedAt = undefined
    try {
      yield* connection<Data>(options, asked(question, state), { state, left })
      return
    } catch (error) {
      left.throwIfAborted()
      if (!(error instanceof LakegateError) || !isWorthIt(error, state, options)) throw error
      if (performance.now() - (state.openedAt ?? Infinity) > HELD_MS) state.failures = 0
      await pause(pauseOf(error, Math.min(state.failures, DOUBLED_MAX)), left)
      state.failures += 1
    }
  }
}

interface Connecting {
  readonly state: State
  readonly left: AbortSignal
}

/** One connection, until it is complete. Errors: `LakegateError`, of a connection that breaks `UNAVAILABLE`. */
async function* connection<Data>(
  options: ClientOptions,
  question: Question,
  { state, left }: Connecting,
): AsyncGenerator<Data, void> {
  const silence = new AbortController()
  const stop = AbortSignal.any([left, silence.signal])
  let timer: ReturnType<typeof setTimeout> | undefined
  const listen = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(new Error(silent(state))), SILENCE_MS)
  }
  try {
    listen()
    const response = await opened(options, question, stop)
    if (!response.body || !response.headers.get('content-type')?.startsWith(ACCEPTED)) {
      answerOf(response, await response.text(), question.facts.shape)
      throw new LakegateError('INTERNAL', `${response.url} did not answer with a stream of events`)
    }
    state.isBegun = true
    state.openedAt = performance.now()
    for await (const { event, data } of eventsOf(response.body, listen)) {
      if (event === 'complete') return
      const answer = answerOf<Data>(response, data, question.facts.shape)
      state.after = cursorOf(answer.data) ?? state.after
      state.failures = 0
      yield answer.data
    }
    throw new LakegateError('UNAVAILABLE', `${response.url} ended the connection`)
  } catch (error) {
    if (error instanceof LakegateError || left.aborted) throw error
    throw unreachable(options.url, error)
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

function silent({ openedAt }: State): string {
  if (openedAt !== undefined) return 'nothing came'
  return 'no answer came; over HTTP/1.1 a browser opens six connections to a host at once, one a subscription'
}

async function opened(
  options: ClientOptions,
  question: Question,
  signal: AbortSignal,
): Promise<Response> {
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
  return await (options.fetch ?? fetch)(address, { ...request, headers, signal })
}

/** From where it stopped. */
function asked(question: Question, { after }: State): Question {
  if (after === undefined) return question
  return { ...question, variables: { ...Object(question.variables), after } }
}

/** The one field of a subscription is what is told. */
function cursorOf(data: unknown): string | undefined {
  const [told] = Object.values(Object(data))
  const cursor: unknown = Object(told).cursor
  return typeof cursor === 'string' ? cursor : undefined
}

/** Whether to connect again: what never began is given up as every other question is. */
function isWorthIt(
  error: LakegateError,
  { after, failures, isBegun, openedAt }: State,
  { retries = RETRIES, token }: ClientOptions,
): boolean {
  if (error.code === 'SLOW_CONSUMER') return after !== undefined
  // It was good when the connection was made; a new one may be.
  if (error.code === 'UNAUTHENTICATED') return openedAt !== undefined && typeof token === 'function'
  return isPassing(error) && (isBegun || failures < retries)
}
