import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runExport } from '../../commands/run-export.ts'
import { loadConfig } from '../../config.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { lakegate } from './lakegate.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-export-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a table is written to a file or to standard output, with the bytes that a server sends', async () => {
  const { lake } = await edgeShop()
  const gateway = await serveLake(lake)
  const where = '{"country":{"eq":"BR"}}'
  const sent = async (path: string) =>
    Buffer.from(await (await fetch(`${gateway.url}/export/${path}`)).arrayBuffer())
  const out = join(folder, 'orders.parquet')
  const argv = ['export', 'orders', '--lake', lake, '--where', where]
  expect(await lakegate([...argv, '--out', out])).toEqual({ code: 0, out: '', error: '' })
  expect(readFileSync(out)).toEqual(await sent(`orders.parquet?where=${where}`))
  const printed = await lakegate([...argv, '--columns', 'order_id,total_amount'])
  expect(printed.out).toBe(
    String(await sent(`orders.csv?where=${where}&columns=order_id,total_amount`)),
  )
  const cohorts = ['export', 'cohorts', '--lake', lake, '--basis', 'FIRST_ORDER', '--months', '2']
  const lines = await lakegate([...cohorts, '--format', 'ndjson'])
  expect(lines.out).toBe(String(await sent('cohorts.ndjson?basis=FIRST_ORDER&months=2')))
  await gateway.close()
})

const out = join(folder, 'a.csv')

test.each([
  {
    name: 'an unknown table',
    table: 'order',
    says: /^there is no export order: there are customers/,
  },
  { name: 'an unknown format', format: 'xls', says: /^"xls" is no format.*--format$/ },
  { name: 'an unknown ending', out: join(folder, 'a.txt'), says: /^"txt" is no format/ },
  { name: 'a wrong filter', parameters: [['where', '{"nope":1}']], says: /nope/ },
  {
    name: 'a parameter of another table',
    parameters: [['grain', 'DAY']],
    says: /"grain": there are where, columns$/,
  },
  { name: 'a wrong instant', asOf: 'noon', says: /^--as-of must be an instant/ },
  { name: 'an unknown publication', publication: 'p0', says: /no publication "p0"/ },
  {
    name: 'a folder that is not there',
    out: join(folder, 'no', 'a.csv'),
    says: /a\.csv cannot be written/,
  },
] as const)('$name is one clear line, and nothing is written', async ({ says, ...asked }) => {
  const { lake } = await edgeShop()
  const config = loadConfig({ environment: { LAKEGATE_LAKE: lake } })
  const { signal } = new AbortController()
  const request = { table: 'orders', parameters: [], out, signal, ...asked }
  await expect(runExport(config, request)).rejects.toMatchObject({
    name: 'GatewayError',
    message: expect.stringMatching(says),
  })
  expect(readdirSync(folder)).toEqual(['orders.parquet'])
})

test('what is asked wrongly is told on one line, and help shows an example', async () => {
  const { lake } = await edgeShop()
  expect(await lakegate(['export', 'order', '--lake', lake])).toEqual({
    code: 1,
    out: '',
    error: expect.stringMatching(/^lakegate: there is no export order.*\n$/),
  })
  expect((await lakegate(['export', '--help'])).out).toContain('lakegate export orders --where')
})
