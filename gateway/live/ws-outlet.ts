import type { GraphQLError } from 'graphql'
import type { WebSocket } from 'ws'
import type { Connection } from './connection.ts'
import type { Outlet } from './outlet.ts'

/**
 * An operation of a WebSocket: its results are sent as they are, and its end is what iterating it comes to.
 *
 * graphql-ws would make each result's JSON anew for each who gets it.
 */
export interface WsOutlet extends Outlet, AsyncIterableIterator<never> {
  /** Lets the other side know that it is told from now on, which graphql-transport-ws has no word for. */
  readonly start: () => void
  readonly return: () => Promise<IteratorResult<never>>
}

const GRACE_MS = 2000
const DONE = { done: true, value: undefined } as const

/** What is over for the whole connection, and how it is closed. */
const CLOSING: Readonly<Record<string, number>> = { SLOW_CONSUMER: 1013, UNAUTHENTICATED: 4403 }

export function openWsOutlet(
  { socket, left: closed }: Pick<Connection, 'socket' | 'left'>,
  id: string,
): WsOutlet {
  const name = JSON.stringify(id)
  const head = `{"id":${name},"type":"next","payload":`
  const ended = Promise.withResolvers<IteratorResult<never>>()
  // It may end before it is iterated.
  ended.promise.catch(() => {})
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  closed.addEventListener('abort', leave, { signal: leaving.signal })

  function end(error?: GraphQLError): void {
    if (!error) return ended.resolve(DONE)
    ended.reject(error)
    const code = CLOSING[String(error.extensions['code'])]
    // What the iteration tells comes first.
    if (code !== undefined) setImmediate(() => closeSocket(socket, code, error.message))
  }

  const outlet: WsOutlet = {
    // A pong may come unasked, with anything.
    start: () => socket.send(`{"type":"pong","payload":{"begun":${name}}}`),
    send(frames) {
      for (const payload of frames.payloads) socket.send(`${head}${payload}}`)
    },
    end,
    drop: () => socket.terminate(),
    unsentBytes: () => socket.bufferedAmount,
    onLeft(left) {
      if (socket.readyState === socket.OPEN) leaving.signal.addEventListener('abort', left)
      else left()
    },
    next: () => ended.promise,
    async return() {
      leave()
      ended.resolve(DONE)
      return DONE
    },
    [Symbol.asyncIterator]: () => outlet,
  }
  return outlet
}

/** Reasons may have 123 bytes. */
const REASON_MAX = 120

/** Closes it, whether or not the other side still reads. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(
    code,
    Buffer.from(reason).subarray(0, REASON_MAX).toString().replaceAll('\uFFFD', ''),
  )
  const late = setTimeout(() => socket.terminate(), GRACE_MS).unref()
  socket.once('close', () => clearTimeout(late))
}
