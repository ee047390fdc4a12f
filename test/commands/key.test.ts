import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyFolder } from '../../gateway/callers/api-keys.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { lakegate } from './lakegate.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-keys-'))
const lake = join(folder, 'lake')
beforeAll(() => prepareLake(lake))
afterAll(() => rmSync(folder, { recursive: true }))

const key = (...argv: string[]) => lakegate(['key', ...argv, '--lake', lake])

test('a key is shown once, listed without its secret, and revoked', async () => {
  expect((await key('list')).out).toContain('has no keys')
  const made = await key('create', '--name', 'dashboards', '--scopes', 'read, pii', '--days', '90')
  const [, keyId, secret] = /^lgk_([0-9a-f]{8})_([\w-]{43})\n$/.exec(made.out) ?? []
  expect([made.code, made.error]).toEqual([0, expect.stringContaining('may read, pii until')])
  const [file] = readdirSync(keyFolder(lake))
  const path = join(keyFolder(lake), file!)
  expect(readFileSync(path, 'utf8')).not.toContain(secret)
  expect([statSync(keyFolder(lake)).mode & 0o777, statSync(path).mode & 0o777]).toEqual([
    0o700, 0o600,
  ])
  const listed = await key('list')
  expect(listed.out).toMatch(new RegExp(`${keyId} +dashboards +active +read,pii`))
  expect(listed.out).not.toContain(secret)
  expect((await key('revoke', keyId!)).out).toBe(`key ${keyId} of dashboards is revoked\n`)
  const [revoked] = JSON.parse((await key('list', '--json')).out)
  expect(revoked).toMatchObject({ keyId, state: 'revoked', revokedAt: expect.any(String) })
  expect(revoked).not.toHaveProperty('secretHash')
})

test.each([
  { argv: ['create'], says: '--name' },
  { argv: ['create', '--name', 'a', '--scopes', 'read,all'], says: 'all is none of read, pii' },
  { argv: ['create', '--name', 'a', '--days', '0'], says: 'a whole number of days' },
  { argv: ['revoke', '00000000'], says: 'lakegate key list names them' },
])('key $argv is refused: $says', async ({ argv, says }) => {
  const { code, error } = await key(...argv)
  expect([code === 0, error]).toEqual([false, expect.stringContaining(says)])
})
