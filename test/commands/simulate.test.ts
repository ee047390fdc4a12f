import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Shop } from '../build/shop.ts'
import { smallShop } from '../build/small-shop.ts'
import { lakegate } from './lakegate.ts'

let shop: Shop
beforeAll(async () => {
  shop = (await smallShop()).copy()
})
afterAll(() => shop[Symbol.dispose]())

test.concurrent('simulate sends events for as long as it is told, and says how many', async () => {
  const { lake } = shop
  const ended = await lakegate([
    'simulate',
    '--lake',
    lake,
    '--rate',
    '300',
    '--for',
    '2s',
    '--json',
  ])
  expect(ended).toMatchObject({ code: 0, error: '' })
  const last: unknown = JSON.parse(ended.out.trim().split('\n').at(-1)!)
  expect(last).toEqual({
    events: expect.any(Number),
    purchases: expect.any(Number),
    clock: expect.stringMatching(/^2025-04-01T10:00:0\d/),
  })
})

test.concurrent('simulate ends cleanly when it is stopped, and says once what simulated orders become', async () => {
  const argv = ['cli.ts', 'simulate', '--lake', shop.lake, '--rate', '50']
  const child = execFile(process.execPath, argv)
  let out = ''
  child.stdout!.on('data', (some: string) => (out += some))
  await vi.waitFor(() => expect(out).toContain('stream.promoteSimulated'), { timeout: 30_000 })
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(out.match(/promoteSimulated/g)).toHaveLength(1)
})

test.concurrent('a duration that is none is told how to be written', async () => {
  const ended = await lakegate(['simulate', '--for', '5d'])
  expect(ended).toMatchObject({ code: 2, error: expect.stringContaining('90s, 5m or 2h') })
})
