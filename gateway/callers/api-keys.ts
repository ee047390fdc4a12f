import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Dirent, existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { GatewayError } from '../errors.ts'
import { SCOPES } from '../../resolvers/scope.ts'

const apiKey = z.strictObject({
  keyId: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: z.iso.datetime(),
  /** null: never. */
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  /** SHA-256 of the secret, which nobody keeps; it has 256 random bits, so no slower hash is needed. */
  secretHash: z.string(),
})

/** A key as it is kept: one file each, so that two commands at once lose nothing. */
export type ApiKey = z.infer<typeof apiKey>

export type KeyState = 'active' | 'expired' | 'revoked'

/** The folder of a lake's keys. Once it is there, whoever has no key is nobody. */
export function keyFolder(lake: string): string {
  return join(lake, '.keys')
}

export function hasKeys(lake: string): boolean {
  return existsSync(keyFolder(lake))
}

export interface NewKey {
  readonly name: string
  readonly scopes: ApiKey['scopes']
  /** undefined: never. */
  readonly expiresAt: Date | undefined
}

/** Makes a key; `token` is what its holder sends, and cannot be had again. */
export async function createKey(
  lake: string,
  { name, scopes, expiresAt }: NewKey,
): Promise<{ readonly key: ApiKey; readonly token: string }> {
  const keyId = randomBytes(4).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const key: ApiKey = {
    keyId,
    name,
    scopes,
    createdAt: new Date().toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: null,
    secretHash: hash('sha256', secret),
  }
  await writeKey(lake, key)
  return { key, token: `lgk_${keyId}_${secret}` }
}

/** Every key that was ever made, the oldest first. Errors: `GatewayError` for a file that holds none. */
export async function listKeys(lake: string): Promise<ApiKey[]> {
  if (!hasKeys(lake)) return []
  const files = await readdir(keyFolder(lake), { withFileTypes: true })
  const keys = await Promise.all(files.filter(isKeyFile).map((file) => readKey(lake, file.name)))
  return keys.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
}

/** From then on the key is nobody's; running gateways see it within a second. Errors: `GatewayError` for an unknown id. */
export async function revokeKey(lake: string, keyId: string): Promise<ApiKey> {
  const key = (await listKeys(lake)).find((each) => each.keyId === keyId)
  if (!key) throw new GatewayError(`there is no key ${keyId}: lakegate key list names them`)
  const revoked = { ...key, revokedAt: key.revokedAt ?? new Date().toISOString() }
  await writeKey(lake, revoked)
  return revoked
}

export function stateOf({ revokedAt, expiresAt }: ApiKey, now = Date.now()): KeyState {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active'
}

const TOKEN = /^lgk_([0-9a-f]{8})_([\w-]{43})$/

/** The key that a token is of; undefined when it is of none. */
export function keyOfToken(keys: ReadonlyMap<string, ApiKey>, token: string): ApiKey | undefined {
  const [, keyId = '', secret = ''] = TOKEN.exec(token) ?? []
  const key = keys.get(keyId)
  const isIts =
    key && timingSafeEqual(Buffer.from(key.secretHash), Buffer.from(hash('sha256', secret)))
  return isIts ? key : undefined
}

const isKeyFile = (file: Dirent) => file.isFile() && /^[0-9a-f]{8}\.json$/.test(file.name)

async function readKey(lake: string, name: string): Promise<ApiKey> {
  const path = join(keyFolder(lake), name)
  try {
    return apiKey.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new GatewayError(`${path} holds no key: remove it, and make another`, { cause })
  }
}

async function writeKey(lake: string, key: ApiKey): Promise<void> {
  const folder = keyFolder(lake)
  // Not in the folder: one that is there for a key that could not be written would keep everybody out.
  const aside = `${folder}.${key.keyId}.${process.pid}`
  try {
    await writeFile(aside, `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600, flush: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(aside, join(folder, `${key.keyId}.json`))
  } finally {
    await rm(aside, { force: true })
  }
}
