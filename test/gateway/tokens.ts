import { SignJWT } from 'jose'
import { loadConfig } from '../../config.ts'
import type { Scope } from '../../resolvers/scope.ts'

const SECRET = 'a secret of a test, long enough to be one'

/** Callers are told apart by tokens that tests sign. */
export const AUTH = {
  jwt: {
    ...loadConfig({ environment: {} }).auth.jwt,
    secret: SECRET,
    issuer: 'https://issuer.example',
    audience: 'shop',
  },
}

export interface Claims {
  readonly scopes?: readonly Scope[]
  readonly secret?: string
  readonly algorithm?: string
  readonly issuer?: string
  readonly audience?: string
  /** Seconds from now. */
  readonly expires?: number | undefined
  readonly subject?: string
}

/** A token as the issuer gives it, unless a claim says otherwise. */
export function tokenOf({
  scopes = ['read'],
  secret = SECRET,
  algorithm = 'HS256',
  issuer = AUTH.jwt.issuer,
  audience = AUTH.jwt.audience,
  subject = 'ana',
  ...claims
}: Claims = {}): Promise<string> {
  const token = new SignJWT({ scope: `openid ${scopes.join(' ')}` })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
  const expires = 'expires' in claims ? claims.expires : 60
  if (expires !== undefined) token.setExpirationTime(Math.floor(Date.now() / 1000) + expires)
  return token.sign(new TextEncoder().encode(secret))
}

export async function bearer(claims?: Claims): Promise<{ readonly authorization: string }> {
  return { authorization: `Bearer ${await tokenOf(claims)}` }
}
