import { type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { endSocket } from './end-socket.ts'
import { refusalBody } from './refuse.ts'

/** What a sender is told whose bytes become no request: by a status alone otherwise. */
interface Refused {
  readonly status: number
  readonly code: string
  readonly message: string
}

const NO_REQUEST: Refused = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'this is no request of HTTP/1.1',
}

const BY_ERROR: Readonly<Record<string, Refused>> = {
  HPE_INVALID_EOF_STATE: {
    status: 400,
    code: 'BAD_USER_INPUT',
    message: 'the request ends before it is whole',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'PAYLOAD_TOO_LARGE',
    message: 'the address and the headers are too long: send the question in the body of a POST',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    message: 'the extensions of a chunk are too long',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'TIMEOUT',
    message: 'the request did not come in time',
  },
}

const NO_TUNNEL: Refused = {
  status: 405,
  code: 'BAD_USER_INPUT',
  message: 'this is no proxy: ask by GET or POST',
}

/** Answers what is no request as every other refusal is answered. */
export function refuseBadHttp(server: Server): void {
  const last = new WeakMap<Duplex, ServerResponse>()
  const told = new WeakSet<Duplex>()
  server.on('request', ({ socket }, response) => last.set(socket, response))
  // An expectation that is none of ours may stay unmet.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('connect', (_, socket) => tell(socket, NO_TUNNEL))
  server.on('clientError', (error, socket) => {
    if (told.has(socket)) return
    const response = last.get(socket)
    const isAnswering = response?.headersSent === true && !response.writableFinished
    if (isAnswering || !socket.writable) socket.destroy(error)
    else tell(socket, BY_ERROR['code' in error ? String(error.code) : ''] ?? NO_REQUEST)
    told.add(socket)
  })
}

function tell(socket: Duplex, { status, code, message }: Refused): void {
  const body = refusalBody(message, { code })
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
  ]
  endSocket(socket, `${lines.join('\r\n')}\r\n\r\n${body}`)
}
