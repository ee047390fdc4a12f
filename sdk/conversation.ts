import { json } from './request.ts'
import { openSilence } from './silence.ts'
import type { WebSocketLike } from './web-socket.ts'

/** What a subscription says over a WebSocket of its own. */
export interface Saying {
  /** Who asks. */
  readonly init: object
  /** What is asked. */
  readonly params: object
  /** To be called once all that happens from then on is told. */
  readonly begun: () => void
  readonly left: AbortSignal
}

/** Why nothing more is told; `slow` if too much was not taken. */
type Ending = 'complete' | 'slow' | 'closed'

/** What is told, and at last its end. */
export type Told =
  | { readonly type: 'answer'; readonly body: unknown; readonly length: number }
  | { readonly type: 'end'; readonly by: Ending; readonly why: string; readonly length: 0 }

/** Of the one operation of a connection. */
const ID = '1'
/** Characters that wait to be taken; a WebSocket lets any number come. */
const WAITING_MAX = 1_000_000

/** Speaks graphql-transport-ws until it is cancelled. Errors: the reason of `left`, or silence. */
export function converse(
  socket: WebSocketLike,
  { init, params, begun, left }: Saying,
): ReadableStream<Told> {
  const say = (message: object) => socket.send(json(message))
  let isOpen = false
  let isOver = false
  const silence = openSilence({
    ask: () => isOpen && say({ type: 'ping' }),
    reason: () => (isOpen ? 'nothing came' : 'no answer came'),
  })
  const stop = AbortSignal.any([left, silence.signal])

  function close(): void {
    isOver = true
    silence.stop()
    socket.close()
  }

  function start(queue: ReadableStreamDefaultController<Told>): void {
    function end(by: Ending, why = ''): void {
      if (isOver) return
      queue.enqueue({ type: 'end', by, why, length: 0 })
      queue.close()
      close()
    }

    function answer(body: unknown, length: number): void {
      queue.enqueue({ type: 'answer', body, length })
      if (Number(queue.desiredSize) < 0) end('slow')
    }

    function take(text: string): void {
      const { type, payload } = messageOf(text)
      if (type === 'connection_ack') say({ id: ID, type: 'subscribe', payload: params })
      if (type === 'ping') say({ type: 'pong' })
      if (type === 'next' || (type === 'pong' && Object(payload).begun === ID)) begun()
      if (type === 'next') answer(payload, text.length)
      if (type === 'error') answer({ errors: payload }, text.length)
      if (type === 'complete') end('complete')
      if (type === undefined) end('closed', 'what came is no message of graphql-transport-ws')
    }

    socket.addEventListener('open', () => {
      isOpen = true
      say({ type: 'connection_init', payload: init })
    })
    socket.addEventListener('message', ({ data }) => {
      if (isOver) return
      silence.heard()
      take(String(data))
    })
    // Whichever comes first: not every WebSocket that cannot be opened is closed too.
    socket.addEventListener('error', () => end('closed', 'no connection'))
    socket.addEventListener('close', ({ code, reason }) =>
      end('closed', `${code} ${reason}`.trim()),
    )
    stop.addEventListener('abort', () => {
      if (isOver) return
      queue.error(stop.reason)
      close()
    })
  }

  const size = ({ length }: Told) => length
  return new ReadableStream({ start, cancel: close }, { highWaterMark: WAITING_MAX, size })
}

interface Message {
  /** Undefined of what is no message. */
  readonly type?: unknown
  readonly payload?: unknown
}

function messageOf(text: string): Message {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}
