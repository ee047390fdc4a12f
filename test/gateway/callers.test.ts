import { once } from 'node:events'
import { createServer } from 'node:http'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey, keyFolder, revokeKey } from '../../gateway/callers/api-keys.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, type Claims, bearer, tokenOf } from './tokens.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-callers-'))
const lake = join(folder, 'lake')
let gateway: Gateway
beforeAll(async () => {
  cpSync((await edgeShop()).lake, lake, { recursive: true })
  gateway = await serveLake(lake, { auth: AUTH })
})
afterAll(async () => {
  await gateway.close()
  rmSync(folder, { recursive: true })
})

/** What a caller that sends these headers is told. */
async function told(headers: Readonly<Record<string, string>>, { url } = gateway) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ customers { totalCount } }' }),
  })
  const { errors, data } = await response.json()
  return {
    status: response.status,
    code: errors?.[0].extensions.code,
    message: errors?.[0].message,
    data,
  }
}

const of = (token: string) => told({ authorization: `Bearer ${token}` })

test('a token of the issuer is answered', async () => {
  expect(await of(await tokenOf())).toMatchObject({ status: 200, data: { customers: {} } })
})

test.each<{ what: string; claims: Claims; message: string }>([
  {
    what: 'another key',
    claims: { secret: 'another secret, which is as long as it must be' },
    message: 'not one that is accepted',
  },
  { what: 'another audience', claims: { audience: 'bank' }, message: "the token's aud" },
  {
    what: 'another issuer',
    claims: { issuer: 'https://other.example' },
    message: "the token's iss",
  },
  { what: 'a time that is over', claims: { expires: -31 }, message: 'has expired' },
  { what: 'no end', claims: { expires: undefined }, message: "the token's exp" },
  {
    what: 'another algorithm',
    claims: { algorithm: 'HS512' },
    message: 'not one that is accepted',
  },
])('a token of $what is refused', async ({ claims, message }) => {
  expect(await of(await tokenOf(claims))).toMatchObject({
    status: 401,
    code: 'UNAUTHENTICATED',
    message: expect.stringContaining(message),
  })
})

test('a token whose sub is no text is refused: all such would be one caller', async () => {
  const { secret, issuer, audience } = AUTH.jwt
  const claims = { sub: { id: 7 }, iss: issuer, aud: audience, scope: 'read' }
  const token = new SignJWT(Object(claims)).setProtectedHeader({ alg: 'HS256' })
  const signed = await token.setExpirationTime('1m').sign(new TextEncoder().encode(secret))
  expect(await of(signed)).toMatchObject({
    status: 401,
    message: "the token's sub is not one that is accepted here",
  })
})

test('clocks may differ by as much as is said', async () => {
  expect((await of(await tokenOf({ expires: -20 }))).status).toBe(200)
})

test('a token that is verified once is not good for longer than it says', async () => {
  const brief = await serveLake(lake, { auth: { jwt: { ...AUTH.jwt, skewSeconds: 0 } } })
  try {
    const headers = await bearer({ expires: 2 })
    expect((await told(headers, brief)).status).toBe(200)
    await expect.poll(async () => (await told(headers, brief)).status, { timeout: 4000 }).toBe(401)
  } finally {
    await brief.close()
  }
})

test.each([
  { what: 'nothing', headers: {} },
  { what: 'another way', headers: { authorization: 'Basic YTpi' } },
  { what: 'a word', headers: { authorization: 'Bearer nonsense' } },
  { what: 'a token that nobody signed', headers: { authorization: `Bearer ${unsigned()}` } },
  {
    what: 'a key of another lake',
    headers: { authorization: `Bearer lgk_00000000_${'a'.repeat(43)}` },
  },
])('who sends $what is told how to say who it is', async ({ headers }) => {
  expect(await told(headers)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' })
})

function unsigned(): string {
  return new UnsecuredJWT({ scope: 'read' })
    .setIssuer(AUTH.jwt.issuer)
    .setAudience(AUTH.jwt.audience)
    .setSubject('ana')
    .setExpirationTime('1h')
    .encode()
}

test('a lake without keys is open to this machine, from its first key on only to who has one', async () => {
  const own = await serveLake(lake, {})
  try {
    expect((await told({}, own)).status).toBe(200)
    const { key, token } = await createKey(lake, {
      name: 'dashboards',
      scopes: ['read'],
      expiresAt: new Date(Date.now() + 4000),
    })
    const mine = { authorization: `Bearer ${token}` }
    await expect.poll(async () => (await told({}, own)).status, { timeout: 3000 }).toBe(401)
    expect((await told(mine, own)).status).toBe(200)
    expect((await told({ authorization: `Bearer ${token}x` }, own)).status).toBe(401)
    await expect
      .poll(async () => told(mine, own), { timeout: 6000 })
      .toMatchObject({ status: 401, message: 'the key is expired' })
    const lasting = await createKey(lake, { name: 'b', scopes: ['read'], expiresAt: undefined })
    const theirs = { authorization: `Bearer ${lasting.token}` }
    await expect.poll(async () => (await told(theirs, own)).status, { timeout: 3000 }).toBe(200)
    await revokeKey(lake, lasting.key.keyId)
    await expect
      .poll(async () => told(theirs, own), { timeout: 3000 })
      .toMatchObject({ status: 401, message: 'the key is revoked' })
    expect(JSON.stringify(key)).not.toContain(token.slice(13))
    rmSync(keyFolder(lake), { recursive: true })
    await expect
      .poll(async () => told(theirs, own), { timeout: 3000 })
      .toMatchObject({ status: 401, message: 'the key is not one of this lake' })
    expect((await told({}, own)).status).toBe(401)
  } finally {
    await own.close()
  }
})

test('the issuer’s keys may change while the gateway runs; a secret’s algorithm is none of theirs', async () => {
  const [first, second] = await Promise.all([keyPair('first'), keyPair('second')])
  let keys = [first.jwk]
  const issuer = createServer((_, response) => response.end(JSON.stringify({ keys })))
  issuer.listen(0, '127.0.0.1')
  await once(issuer, 'listening')
  const address = issuer.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const jwt = { ...AUTH.jwt, secret: undefined, jwks: `http://127.0.0.1:${port}/keys` }
  const own = await serveLake(lake, { auth: { jwt } })
  try {
    const status = async (token: string) =>
      (await told({ authorization: `Bearer ${token}` }, own)).status
    expect(await status(await first.sign())).toBe(200)
    keys = [second.jwk]
    expect(await status(await tokenOf({ secret: first.publicText }))).toBe(401)
    const signed = await second.sign()
    await expect.poll(() => status(signed), { timeout: 10_000, interval: 500 }).toBe(200)
    expect(await status(await first.sign())).toBe(401)
    issuer.close()
    issuer.closeAllConnections()
    const late = await serveLake(lake, { auth: { jwt } })
    expect(await told({ authorization: `Bearer ${await second.sign()}` }, late)).toMatchObject({
      status: 503,
      code: 'UNAVAILABLE',
    })
    await late.close()
  } finally {
    await own.close()
    issuer.close()
  }
})

async function keyPair(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' },
    publicText: await exportSPKI(publicKey),
    sign: () =>
      new SignJWT({ scope: 'read' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(AUTH.jwt.issuer)
        .setAudience(AUTH.jwt.audience)
        .setSubject('ana')
        .setExpirationTime('1m')
        .sign(privateKey),
  }
}

test('an address that others reach is taken only where callers are told apart', async () => {
  const bare = (await edgeShop()).lake
  await expect(serveLake(bare, { host: '0.0.0.0' })).rejects.toThrow('lakegate key create')
  const open = await serveLake(bare, { host: '0.0.0.0', auth: AUTH })
  await open.close()
})
