import { execFile, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { lakegate } from '../commands/lakegate.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { edgeShop } from '../golden/edge-shop.ts'

const page = readFileSync('docs/events.md', 'utf8')
const commands = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, text]) =>
  text!.trim().split('\n'),
)
const curls = commands.filter((line) => line.includes('curl'))
const isThere = spawnSync('curl', ['--version']).status === 0
if (!isThere) console.warn('the page’s curl lines are not run: there is no curl')

test.skipIf(!isThere)('the curl lines of the page send events', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-page-'))
  cpSync((await edgeShop()).lake, folder, { recursive: true })
  const gateway = await serveLake(folder)
  const answers: unknown[] = []
  for (const line of curls) {
    const command = line.replace('http://127.0.0.1:4000', gateway.url)
    answers.push(JSON.parse((await promisify(execFile)('sh', ['-c', command])).stdout))
  }
  await gateway.close()
  rmSync(folder, { recursive: true })
  const shown: unknown = JSON.parse(/^```json\n([^]*?)^```$/m.exec(page)![1]!)
  const all = { accepted: 1, rejected: [] }
  expect(answers).toMatchObject([
    { data: { publishEvents: all } },
    { ...all, moreRejected: 0 },
    shown,
    { ...all, moreRejected: 0 },
  ])
})

test('the file of the page is replayed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-page-'))
  const [command] = commands.filter((line) => line.includes('replay'))
  const file = join(folder, 'orders.csv')
  writeFileSync(file, 'order_id,order_date,product_id,unit_price\no1,2026-01-15,P-7,12.50\n')
  const argv = command!.replace('orders.csv', file).split(' ').slice(2)
  const ended = await lakegate([...argv, '--lake', join(folder, 'lake')])
  rmSync(folder, { recursive: true })
  expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/^replayed 1 events/) })
})
