import { loadConfig } from '../../config.ts'
import { type Gateway, type GatewayOptions, startGateway } from '../../gateway/gateway.ts'

/** As they are by default. */
export const LIMITS = loadConfig({ environment: {} }).query

/** A gateway of a test's lake, on a port of its own. */
export function serveLake(lake: string, options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  return startGateway({
    lake,
    host: '127.0.0.1',
    port: 0,
    timeoutMs: 10_000,
    limits: LIMITS,
    cacheBytes: 1_000_000,
    keepDays: 30,
    log: () => {},
    ...options,
  })
}
