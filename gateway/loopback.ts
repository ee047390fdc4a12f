import { BlockList, isIP } from 'node:net'
import { GatewayError } from './errors.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** Every caller has all rights, so nobody else may reach the server. Errors: `GatewayError`. */
export function refuseOpenHost(host: string): void {
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4'
  if (host === 'localhost' || (isIP(host) !== 0 && LOOPBACK.check(host, family))) return
  throw new GatewayError(
    `${host} can be reached by others, and callers are not authenticated: listen on 127.0.0.1, and put a proxy that authenticates before it`,
  )
}
