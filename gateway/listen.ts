import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import { GatewayError } from './errors.ts'
import { refuseOpenHost } from './callers/loopback.ts'

export interface Address {
  readonly host: string
  /** 0: one that is free. */
  readonly port: number
}

/** Refuses an address that a gateway could not serve, before the work that it would serve. Errors: `GatewayError`. */
export async function checkAddress(address: Address, areCallersKnown: boolean): Promise<void> {
  refuseOpenHost(address.host, areCallersKnown)
  const server = createServer()
  await listen(server, address)
  server.close()
}

/** The server's address as a URL. Errors: `GatewayError`. */
export async function listen(server: Server, { host, port }: Address): Promise<string> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    throw new GatewayError(`cannot listen on ${host}:${port}: ${reasonOf(cause)}`, { cause })
  }
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
}

const SWEEP_MS = 50

/** Takes no new requests and ends those in flight; what is not done after `graceMs` is cut. */
export async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that is kept brings new requests, and holds the server open.
  server.prependListener('request', (_, response) => response.setHeader('connection', 'close'))
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(cut)
  clearInterval(sweep)
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken; stop what uses it or choose another with --port',
  EACCES: 'the port is not allowed for this user; choose one above 1023 with --port',
  EADDRNOTAVAIL: 'this machine has no such address; choose another with --host',
  ENOTFOUND: 'the host is not known; choose another with --host',
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause))
}
