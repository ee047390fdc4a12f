import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { urlOf } from '../../bench/first-answer.ts'
import { openShop, SMALL_SHOP } from '../build/shop.ts'
import { lakegate } from './lakegate.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

const inside = (name: string) => join(folder, name)

test.each([
  { name: 'no command', argv: [], code: 2, says: 'Usage: lakegate' },
  { name: 'an unknown command', argv: ['biuld'], code: 2, says: 'unknown command' },
  {
    name: 'an unknown option',
    argv: ['build', '--sauce', 'x'],
    code: 2,
    says: "unknown option '--sauce'",
  },
  {
    name: 'an unknown source',
    argv: ['build', '--lake', inside('a'), '--source', 'superstor'],
    code: 1,
    says: 'superstore',
  },
  {
    name: 'a shop without its folder',
    argv: ['build', '--lake', inside('b'), '--source', 'superstore'],
    code: 1,
    says: 'add --from',
  },
  { name: 'a wrong port', argv: ['serve', '--port', 'http'], code: 1, says: '--port' },
  {
    name: 'a lake that is none',
    argv: ['serve', '--lake', inside('c')],
    code: 1,
    says: 'is no lake yet',
  },
])('$name: exit $code and one clear message', async ({ argv, code, says }) => {
  const ended = await lakegate(argv)
  expect(ended).toMatchObject({ code, error: expect.stringContaining(says) })
  expect(ended.error).not.toContain('    at ')
})

test('a folder with other things in it is left alone', async () => {
  const foreign = inside('foreign')
  mkdirSync(foreign)
  writeFileSync(join(foreign, 'thesis.txt'), 'mine')
  const ended = await lakegate(['start', '--lake', foreign])
  expect(ended).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^lakegate: .*foreign is not empty and is no lake.*\n$/),
  })
  expect(readdirSync(foreign)).toEqual(['thesis.txt'])
})

test('a lake that cannot be written says so in one line', async () => {
  writeFileSync(inside('file'), '')
  const ended = await lakegate(['start', '--lake', inside('file/lake')])
  expect(ended).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^lakegate: .*cannot be written.*--lake.*\n$/),
  })
})

test('too little memory says how much there is and what to set', async () => {
  const ended = await lakegate(['build', '--lake', inside('memory')], {
    LAKEGATE_DUCKDB_MEMORY: '90000GB',
  })
  expect(ended).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^lakegate: \d+ MB of memory.*LAKEGATE_DUCKDB_MEMORY.*\n$/),
  })
})

test('a build prints a line a table, the next one that nothing changed, and the tables can be listed', async () => {
  using shop = openShop(SMALL_SHOP)
  const where = ['--lake', shop.lake, '--source', 'testshop', '--from', shop.from]
  const environment = { LAKEGATE_SOURCES: shop.sources }
  const first = await lakegate(['build', ...where], environment)
  expect(first).toMatchObject({ code: 0, error: '' })
  expect(first.out).toMatch(/^silver\.orders +3 rows +\d+\.\d\d s$/m)
  expect(first.out).toMatch(
    /\npublished \S+ as of 2025-04-01T10:00:00\.000000Z: (\d+) of \1 checks passed\n$/,
  )
  const second = await lakegate(['build', ...where, '--json'], environment)
  expect(
    second.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .at(-1),
  ).toMatchObject({ kind: 'unchanged' })
  const bare = await lakegate(['build', '--lake', shop.lake], environment)
  expect(bare).toMatchObject({ code: 1, error: expect.stringContaining('--from') })
  const tables = await lakegate(['tables', '--lake', shop.lake])
  expect(tables.out).toMatch(/^silver\.orders +0 +3 +2 /m)
  const vacuum = await lakegate(['vacuum', '--lake', shop.lake, '--older-than', '0'])
  expect(vacuum).toMatchObject({ code: 0, out: 'nothing to delete\n' })
})

test('a taken port is one line and exit 1, before anything is built', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  const ended = await lakegate(['start', '--lake', inside('taken'), '--port', port])
  taken.close()
  expect(ended).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^lakegate: .*port is taken.*\n$/),
  })
  expect(existsSync(inside('taken'))).toBe(false)
})

test('an address that others can reach is refused without auth, before anything is built', async () => {
  const ended = await lakegate(['start', '--lake', inside('open'), '--host', '0.0.0.0'])
  expect(ended).toMatchObject({
    code: 1,
    error: expect.stringMatching(/^lakegate: .*0\.0\.0\.0.*127\.0\.0\.1.*\n$/),
  })
  expect(existsSync(inside('open'))).toBe(false)
})

test('start makes the sample, builds and serves it; Ctrl-C stops it cleanly', async () => {
  const options = ['start', '--json', '--port', '0', '--orders', '200', '--lake', inside('started')]
  const child = spawn(process.execPath, ['bin/lakegate.mjs', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LAKEGATE_DUCKDB_MEMORY: '500MB' },
  })
  const ended = once(child, 'exit')
  const url = await urlOf(child.stdout)
  const query = '{ publication { isCurrent } orders(first: 1) { totalCount } }'
  const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`)
  expect(await response.json()).toMatchObject({
    data: { publication: { isCurrent: true }, orders: { totalCount: 200 } },
  })
  child.kill('SIGINT')
  expect(await ended).toEqual([0, null])
})
