import { type JWTPayload, type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { refusal } from '../../resolvers/refusal.ts'
import { type Caller, scopesOf } from './caller.ts'

export interface JwtOptions {
  /** HS256; or `jwks`. */
  readonly secret?: string | undefined
  /** Where the issuer's public keys are. */
  readonly jwks?: string | undefined
  readonly issuer?: string | undefined
  readonly audience?: string | undefined
  /** How far clocks may differ. */
  readonly skewSeconds: number
  /** The claim that lists scopes: words between spaces, or a list. */
  readonly scopeClaim: string
}

/** Errors: `UNAUTHENTICATED`, saying what is wrong with the token; `UNAVAILABLE` where the issuer's keys cannot be read. */
export type JwtCallers = (token: string) => Promise<Caller>

/** What a public key may sign with: a secret's algorithms are not among them. */
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA']

/** A token that was verified is not verified again for so long: an issuer's key that is withdrawn is obeyed after it. */
const VERIFIED_MS = 60_000
const VERIFIED_MAX = 1000
/** A key that is not known may be new: the issuer is asked, but not for each token that anyone makes up. */
const KEYS_MS = 5000

export function openJwtCallers(options: JwtOptions): JwtCallers {
  const { issuer, audience, skewSeconds, scopeClaim } = options
  const checks = {
    algorithms: options.jwks ? PUBLIC_KEY_ALGORITHMS : ['HS256'],
    requiredClaims: ['exp', 'sub'],
    clockTolerance: skewSeconds,
    ...(issuer ? { issuer } : {}),
    ...(audience ? { audience } : {}),
  }
  const key = keyOf(options)
  const verified = new LRUCache<string, Caller>({ max: VERIFIED_MAX, ttl: VERIFIED_MS })

  return async (token) => {
    const known = verified.get(token)
    if (known) return known
    const { payload } = await jwtVerify(token, key, checks).catch((error: unknown) => {
      throw refused(error)
    })
    // Other values would make one caller of many.
    if (typeof payload.sub !== 'string')
      throw refusal('UNAUTHENTICATED', "the token's sub is not one that is accepted here")
    const caller = { name: `jwt:${payload.sub}`, scopes: scopesOf(wordsOf(payload[scopeClaim])) }
    verified.set(token, caller, { ttl: Math.min(VERIFIED_MS, leftMs(payload, skewSeconds)) })
    return caller
  }
}

function keyOf({ jwks, secret }: JwtOptions): JWTVerifyGetKey {
  if (jwks) return createRemoteJWKSet(new URL(jwks), { cooldownDuration: KEYS_MS })
  const bytes = new TextEncoder().encode(secret)
  return async () => bytes
}

function wordsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ')
  return Array.isArray(claim) ? claim.map(String) : []
}

/** At least a millisecond: 0 would be for ever. */
function leftMs({ exp = 0 }: JWTPayload, skewSeconds: number): number {
  return Math.max(1, (exp + skewSeconds) * 1000 - Date.now())
}

function refused(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return refusal('UNAUTHENTICATED', 'the token has expired')
  if (error instanceof errors.JWTClaimValidationFailed)
    return refusal('UNAUTHENTICATED', `the token's ${error.claim} is not one that is accepted here`)
  if (isOfToken(error))
    return refusal('UNAUTHENTICATED', 'the token is not one that is accepted here')
  return refusal('UNAVAILABLE', "the issuer's keys cannot be read now; try again")
}

function isOfToken(error: unknown): boolean {
  const isOfIssuer =
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    (error instanceof errors.JOSEError && error.code === errors.JOSEError.code)
  return error instanceof errors.JOSEError && !isOfIssuer
}
