import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type Server, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws'
import { WebSocketServer } from 'ws'
import { refusal } from '../../resolvers/refusal.ts'
import { checkHost, rightsOf } from '../callers/admission.ts'
import { checkOrigin } from '../callers/origins.ts'
import { pathOf } from '../exchange.ts'
import { endSocket } from '../end-socket.ts'
import { refuse } from '../refuse.ts'
import type { RouteOptions, Routing } from '../route.ts'
import type { Log } from '../watching/log.ts'
import { type Sockets, openSockets } from './sockets.ts'

/** What breaks before it is a WebSocket is nobody's. */
const ignore = () => {}

export function asksWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/** Speaks graphql-transport-ws at /graphql; whoever may not is answered as every other request. */
export function acceptWebSockets(server: Server, routing: Routing, options: RouteOptions): Sockets {
  const sockets = openSockets(routing, options)
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.limits.maxBytes,
    handleProtocols: (protocols) => handleProtocols(protocols),
  })

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', ignore)
    checked(request, routing, options).then(
      (areKnown) => {
        socket.off('error', ignore)
        const rights = rightsOf(options.graphql, areKnown)
        webSockets.handleUpgrade(request, socket, head, (opened) =>
          sockets.open({ socket: opened, request, rights }),
        )
      },
      (error: unknown) => refuseUpgrade(request, socket, { error, log: options.log }),
    )
  })
  return sockets
}

/** Gives whether callers are told apart. Errors: `FORBIDDEN`, `NOT_FOUND`, `BAD_USER_INPUT`. */
async function checked(
  request: IncomingMessage,
  routing: Routing,
  options: RouteOptions,
): Promise<boolean> {
  const areKnown = await routing.callers.areKnown()
  if (!areKnown) checkHost(request.headers.host)
  checkOrigin({ request, response: new ServerResponse(request) }, options.cors.origins)
  if (pathOf(request) !== '/graphql')
    throw refusal('NOT_FOUND', 'nothing is here: subscriptions are told at /graphql')
  const protocols = request.headers['sec-websocket-protocol'] ?? ''
  if (!handleProtocols(protocols))
    throw refusal('BAD_USER_INPUT', `speak ${GRAPHQL_TRANSPORT_WS_PROTOCOL} over the WebSocket`)
  return areKnown
}

interface Refusing {
  readonly error: unknown
  readonly log: Log
}

/** As every other request is refused. */
function refuseUpgrade(request: IncomingMessage, socket: Duplex, { error, log }: Refusing): void {
  if (!(socket instanceof Socket)) return void socket.destroy()
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(socket)
  response.once('finish', () => endSocket(socket))
  refuse({ request, response, requestId: randomUUID() }, error, log)
}
