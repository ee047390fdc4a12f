import type { IncomingMessage } from 'node:http'
import type { RawData, WebSocket } from 'ws'
import { LEFT } from '../questions/asking.ts'
import type { RouteOptions, Routing } from '../route.ts'
import type { Upgraded } from './connection.ts'
import { openProtocol } from './ws-protocol.ts'
import { closeSocket } from './ws-outlet.ts'

/** The WebSockets of a gateway. */
export interface Sockets {
  readonly open: (upgraded: Upgraded) => void
  /** Tells all of them that the server goes, and ends those that stay. */
  readonly close: () => void
}

const GOING_AWAY = 1001
const STOPS = 'the gateway stops'
const INTERNAL = 4500
/** Proxies end connections on which nothing comes; who does not answer within it has gone. */
const PING_MS = 15_000

export function openSockets(routing: Routing, options: RouteOptions): Sockets {
  const protocol = openProtocol(routing, options)
  /** Those that answered the last ping. */
  const open = new Map<WebSocket, boolean>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  function pingAll(): void {
    for (const [socket, isThere] of open) {
      if (!isThere) socket.terminate()
      open.set(socket, false)
      socket.ping()
    }
  }

  function begin(upgraded: Upgraded): void {
    const { socket, request } = upgraded
    const left = new AbortController()
    const readOn = () => holdUnread(socket, request)
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => sent(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (data) => {
            readOn()
            take(textOf(data)).catch((error: unknown) => {
              options.log.warn({ err: error }, 'a message of a WebSocket was not understood')
              closeSocket(socket, INTERNAL, 'the message was not understood')
            })
          }),
      },
      { ...upgraded, left: left.signal },
    )
    open.set(socket, true)
    timer ??= setInterval(pingAll, PING_MS).unref()
    socket.on('pong', () => open.set(socket, true))
    socket.on('ping', readOn)
    // Its end is told by `close`.
    socket.on('error', () => {})
    socket.once('close', (code, reason) => {
      open.delete(socket)
      left.abort(LEFT)
      if (open.size === 0) {
        clearInterval(timer)
        timer = undefined
      }
      void closed(code, reason.toString())
    })
    if (isClosed) closeSocket(socket, GOING_AWAY, STOPS)
  }

  return {
    open: begin,
    close() {
      isClosed = true
      for (const socket of open.keys()) closeSocket(socket, GOING_AWAY, STOPS)
    },
  }
}

/** Bytes of answers that may wait for who does not read them. */
const UNREAD_MAX = 1_000_000

/** Reads no more of who does not read its answers: each question of it would be kept in memory. */
function holdUnread(socket: WebSocket, request: IncomingMessage): void {
  if (socket.isPaused || socket.bufferedAmount <= UNREAD_MAX) return
  socket.pause()
  request.socket.once('drain', () => socket.resume())
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : ''
}

/** What cannot be sent any more is sent to nobody. */
function sent(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.OPEN) socket.send(data, () => resolve())
    else resolve()
  })
}
