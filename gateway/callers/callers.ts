import type { IncomingHttpHeaders } from 'node:http'
import { refusal } from '../../resolvers/refusal.ts'
import { keyOfToken, stateOf } from './api-keys.ts'
import type { AuthOptions } from './auth.ts'
import { type Caller, LOCAL_CALLER, scopesOf } from './caller.ts'
import { openJwtCallers } from './jwt.ts'
import { openKeyRing } from './key-ring.ts'

/** Tells callers by what they send. */
export interface Callers {
  /** Whether callers are told apart; else whoever reaches the server may do all. */
  readonly areKnown: () => Promise<boolean>
  /** Errors: `UNAUTHENTICATED`; `UNAVAILABLE` where the issuer's keys cannot be read. */
  readonly of: (headers: Pick<IncomingHttpHeaders, 'authorization'>) => Promise<Caller>
}

export function openCallers(lake: string, { jwt }: AuthOptions): Callers {
  const ring = openKeyRing(lake)
  const jwtCaller = jwt.secret || jwt.jwks ? openJwtCallers(jwt) : undefined

  async function of({
    authorization,
  }: Pick<IncomingHttpHeaders, 'authorization'>): Promise<Caller> {
    const keys = await ring.keys()
    if (!keys && !jwtCaller) return LOCAL_CALLER
    const token = tokenOf(authorization)
    if (!token.startsWith('lgk_') && jwtCaller) return await jwtCaller(token)
    const key = keys && keyOfToken(keys, token)
    if (!key) throw refusal('UNAUTHENTICATED', 'the key is not one of this lake')
    const state = stateOf(key)
    if (state !== 'active') throw refusal('UNAUTHENTICATED', `the key is ${state}`)
    return { name: `key:${key.keyId}`, scopes: scopesOf(key.scopes) }
  }

  return {
    of,
    areKnown: async () => jwtCaller !== undefined || (await ring.keys()) !== undefined,
  }
}

function tokenOf(authorization: string | undefined): string {
  if (authorization === undefined)
    throw refusal('UNAUTHENTICATED', 'send a key or a token: Authorization: Bearer …')
  const [, token] = /^Bearer +([^\s]+)$/i.exec(authorization) ?? []
  if (token) return token
  throw refusal('UNAUTHENTICATED', 'Authorization must be: Bearer, a space, and a key or a token')
}
