import { hasKeys } from './api-keys.ts'
import type { JwtOptions } from './jwt.ts'

export interface AuthOptions {
  readonly jwt: JwtOptions
}

/** Whether a gateway of this lake tells callers apart from its start. */
export function knowsCallers(lake: string, { jwt }: AuthOptions): boolean {
  return jwt.secret !== undefined || jwt.jwks !== undefined || hasKeys(lake)
}
