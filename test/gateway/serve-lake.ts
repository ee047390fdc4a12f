import { loadConfig } from '../../config.ts'
import { type Gateway, type GatewayOptions, startGateway } from '../../gateway/gateway.ts'
import { openLog } from '../../gateway/watching/log.ts'

const DEFAULTS = loadConfig({ environment: {} })

/** As they are by default. */
export const LIMITS = DEFAULTS.query

export interface ServeOptions extends Partial<Omit<GatewayOptions, 'log'>> {
  /** Gets what is worth a warning, as a person would read it. */
  readonly log?: (line: string) => void
}

/** A gateway of a test's lake, on a port of its own. */
export function serveLake(
  lake: string,
  { log = () => {}, ...options }: ServeOptions = {},
): Promise<Gateway> {
  return startGateway({
    ...DEFAULTS,
    lake,
    port: 0,
    timeoutMs: 10_000,
    limits: LIMITS,
    cacheBytes: 1_000_000,
    serving: { keep: 30, keepAll: 30 },
    audit: openLog({ level: 'silent', isText: true }, { write: log }),
    ...options,
    log: openLog({ level: 'warn', isText: true }, { write: log }),
  })
}
