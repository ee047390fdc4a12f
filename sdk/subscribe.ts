import { LakegateError } from './errors.ts'
import { type ClientOptions, unreachable } from './exchange.ts'
import type { Question } from './request.ts'
import { isPassing, pause, pauseOf } from './retry.ts'
import { toldBySse } from './told-by-sse.ts'
import { toldByWebSocket } from './told-by-websocket.ts'
import type { Connecting, Way } from './way.ts'
import { webSocketClass } from './web-socket.ts'

export interface SubscribeOptions {
  /** Ends it; the iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

const RETRIES = 2
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
  /** When the last connection began to tell, by the clock of `performance.now()`; undefined if it did not. */
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
  if (options.subscriptions === 'websocket') webSocketClass(options.WebSocket)
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
      yield* connection<Data>(options, state, { question: asked(question, state), left })
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

/** One connection, until it is complete. Errors: `LakegateError`, of a connection that breaks `UNAVAILABLE`. */
async function* connection<Data>(
  options: ClientOptions,
  state: State,
  connecting: Omit<Connecting, 'begun'>,
): AsyncGenerator<Data, void> {
  const begun = () => {
    state.isBegun = true
    state.openedAt ??= performance.now()
  }
  try {
    for await (const data of wayOf(options)<Data>(options, { ...connecting, begun })) {
      state.after = cursorOf(data) ?? state.after
      state.failures = 0
      yield data
    }
  } catch (error) {
    if (error instanceof LakegateError || connecting.left.aborted) throw error
    throw unreachable(options.url, error)
  }
}

function wayOf({ subscriptions }: ClientOptions): Way {
  return subscriptions === 'websocket' ? toldByWebSocket : toldBySse
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
