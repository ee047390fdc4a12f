import { BlockList, isIP } from 'node:net'
import { GatewayError } from '../errors.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Whether a Host header names this machine's loopback. */
export function isOwnHost(host: string | undefined): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname ?? ''
  return isLoopback(name.replace(/^\[|\]$/g, ''))
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    (isIP(host) !== 0 && LOOPBACK.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))
  )
}

/** Where callers are not told apart each has all rights, so nobody else may reach the server. Errors: `GatewayError`. */
export function refuseOpenHost(host: string, areCallersKnown: boolean): void {
  if (areCallersKnown || isLoopback(host)) return
  throw new GatewayError(
    `${host} can be reached by others, and callers are not told apart: make keys with lakegate key create, or set auth.jwt, or listen on 127.0.0.1`,
  )
}
