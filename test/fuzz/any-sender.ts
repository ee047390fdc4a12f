import * as fc from 'fast-check'
import { type JWTHeaderParameters, SignJWT, UnsecuredJWT, generateKeyPair } from 'jose'
import { createKey, revokeKey } from '../../gateway/callers/api-keys.ts'
import { SCOPES, type Scope } from '../../resolvers/scope.ts'
import { AUTH, tokenOf } from '../gateway/tokens.ts'

/** Who sends a request, and says who it is or pretends to be somebody. */
export interface Sender {
  readonly what: string
  readonly authorization: string | undefined
  /** undefined: nobody that the gateway may let in. */
  readonly scopes: readonly Scope[] | undefined
}

/** Who says nothing of itself. */
export const NOTHING_AT_ALL: Sender = {
  what: 'nothing',
  authorization: undefined,
  scopes: undefined,
}

const HOUR_SECONDS = 3600
const DAY_MS = 86_400_000

const SUBSETS: readonly Scope[][] = SCOPES.reduce<Scope[][]>(
  (subsets, scope) => subsets.flatMap((subset) => [subset, [...subset, scope]]),
  [[]],
)

/** Callers with every set of scopes, by token and by key. */
export async function sendersOf(lake: string): Promise<Sender[]> {
  const tokens = SUBSETS.map(async (scopes) => ({
    what: 'token',
    authorization: `Bearer ${await tokenOf({ scopes, expires: HOUR_SECONDS })}`,
    scopes,
  }))
  const keys = SUBSETS.map(async (scopes) => ({
    what: 'key',
    authorization: `Bearer ${(await keyWith(lake, scopes, DAY_MS)).token}`,
    scopes,
  }))
  return Promise.all([...tokens, ...keys])
}

const keyWith = (lake: string, scopes: Scope[], lastsMs: number) =>
  createKey(lake, { name: 'any', scopes, expiresAt: new Date(Date.now() + lastsMs) })

/** Whoever none of these fools: forged, changed, expired and revoked tokens and keys, and what is none. */
export async function impostorsOf(lake: string): Promise<Sender[]> {
  const revoked = await keyWith(lake, [...SCOPES], DAY_MS)
  await revokeKey(lake, revoked.key.keyId)
  const expired = await keyWith(lake, [...SCOPES], -1)
  const token = await tokenOf({ scopes: [...SCOPES], expires: HOUR_SECONDS })
  const read = await tokenOf({ scopes: ['read'], expires: HOUR_SECONDS })
  const [head = '', claims = '', signature = ''] = token.split('.')
  const words = {
    'an empty word': 'Bearer ',
    'a password': 'Basic YWRtaW46YWRtaW4=',
    'a token without its word': token,
    'two tokens': `Bearer ${token} ${token}`,
    'an object': `Bearer ${btoa('{"alg":"none"}')}.e30.`,
    'a long word': `Bearer ${'a'.repeat(7000)}`,
    'bytes beyond ASCII': 'Bearer \xff\xfe\x80',
    'a revoked key': `Bearer ${revoked.token}`,
    'an expired key': `Bearer ${expired.token}`,
    'a key with another secret': `Bearer ${revoked.token.slice(0, 13)}${'A'.repeat(43)}`,
    'a key of nobody': `Bearer lgk_00000000_${'A'.repeat(43)}`,
    'a key that leads elsewhere': 'Bearer lgk_../../etc_passwd',
    'a token cut short': `Bearer ${head}.${claims}`,
    'a token without a signature': `Bearer ${head}.${claims}.`,
    'another token’s signature': `Bearer ${head}.${claims}.${read.split('.')[2]}`,
    'another token’s claims': `Bearer ${head}.${read.split('.')[1]}.${signature}`,
    ...(await forgedTokens()),
  }
  const impostors = Object.entries(words).map(([what, authorization]) => ({
    what,
    authorization,
    scopes: undefined,
  }))
  return [NOTHING_AT_ALL, ...impostors]
}

async function forgedTokens(): Promise<Record<string, string>> {
  const scopes = [...SCOPES]
  const expires = HOUR_SECONDS
  const { privateKey } = await generateKeyPair('RS256')
  const { secret, issuer, audience } = AUTH.jwt
  const claims = { scope: scopes.join(' '), sub: 'ana', iss: issuer, aud: audience }
  const signed = (header: JWTHeaderParameters, key: Parameters<SignJWT['sign']>[0]) =>
    new SignJWT(claims)
      .setExpirationTime('1h')
      .setProtectedHeader(header)
      .sign(key, { crit: { x: true } })
  const tokens = {
    'no algorithm': new UnsecuredJWT(claims).setExpirationTime('1h').encode(),
    'a public key’s algorithm': signed({ alg: 'RS256' }, privateKey),
    'what must be understood': signed(
      { alg: 'HS256', crit: ['x'], x: 1 },
      new TextEncoder().encode(secret),
    ),
    'another secret': tokenOf({
      scopes,
      expires,
      secret: 'another secret, as long as one must be',
    }),
    'another audience': tokenOf({ scopes, expires, audience: 'bank' }),
    'another issuer': tokenOf({ scopes, expires, issuer: 'https://evil.example' }),
    'another algorithm': tokenOf({ scopes, expires, algorithm: 'HS512' }),
    'no end': tokenOf({ scopes, expires: undefined }),
    'an end that is over': tokenOf({ scopes, expires: -HOUR_SECONDS }),
  }
  const made = Object.entries(tokens).map(async ([what, token]) => [what, `Bearer ${await token}`])
  return Object.fromEntries(await Promise.all(made))
}

/** Mostly callers who may see most: of the others little is read. */
export function anySender(senders: readonly Sender[], impostors: readonly Sender[]) {
  const whole = senders.filter(({ scopes }) => scopes?.length === SCOPES.length)
  const readers = senders.filter(({ scopes }) => scopes?.includes('read'))
  return fc.oneof(
    { arbitrary: fc.constantFrom(...whole), weight: 4 },
    { arbitrary: fc.constantFrom(...readers), weight: 4 },
    { arbitrary: fc.constantFrom(...senders), weight: 1 },
    { arbitrary: fc.constantFrom(...impostors), weight: 1 },
  )
}
