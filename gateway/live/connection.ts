import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { Rights } from '../questions/yoga.ts'

/** A WebSocket, and the request that it began with. */
export interface Upgraded {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  readonly rights: Rights
}

export interface Connection extends Upgraded {
  /** When it has closed. Operations listen to it, and not to the socket, which may outlive any number of them. */
  readonly left: AbortSignal
}
