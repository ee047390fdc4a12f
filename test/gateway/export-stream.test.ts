import { once } from 'node:events'
import { type IncomingMessage, get } from 'node:http'
import { readdirSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { EXPORT_SCRATCH } from '../../lakehouse/exports/session.ts'
import { servingFile } from '../../lakehouse/publication.ts'
import { openShop, SMALL_SHOP, type Shop } from '../build/shop.ts'
import { serveLake } from './serve-lake.ts'

/** Far more than what lies between two processes. */
const ORDERS = 150_000

let shop: Shop
let gateway: Gateway
const logged: string[] = []
beforeAll(async () => {
  shop = openShop(SMALL_SHOP)
  const { publication } = await shop.build()
  await multiply(servingFile(shop.lake, publication.publicationId))
  gateway = await serveLake(shop.lake, { log: (line) => logged.push(line) })
  return async () => {
    await gateway.close()
    shop[Symbol.dispose]()
  }
})

async function multiply(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  await connection.run(`insert into silver.orders
    select orders.* replace (order_id || '-' || range as order_id, repeat('note ', 20) as notes)
    from (select * from silver.orders limit 1) as orders, range(${ORDERS})`)
  connection.closeSync()
  instance.closeSync()
}

/** An export whose bytes nobody reads yet. */
async function begin(to = gateway): Promise<IncomingMessage> {
  const asked = get(`${to.url}/export/orders.csv`)
  asked.on('error', () => {})
  const [response] = await once(asked, 'response')
  if (!isMessage(response)) throw new Error('no response')
  return response.on('error', () => {})
}

const isMessage = (response: unknown): response is IncomingMessage =>
  typeof response === 'object' && response !== null && 'statusCode' in response

const scratch = () => readdirSync(EXPORT_SCRATCH)

test('two exports are read at once, ten wait, more are told to come again; who leaves makes room', async () => {
  const slow = [await begin(), await begin()]
  const waiting = Array.from({ length: 10 }, () => fetch(`${gateway.url}/export/cohorts.csv`))
  expect(await Promise.race([...waiting, sleep(300, 'all wait')])).toBe('all wait')
  const refused = await fetch(`${gateway.url}/export/cohorts.csv`)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
  slow[0]!.destroy()
  const texts = await Promise.all(waiting.map(async (each) => (await each).text()))
  expect(new Set(texts).size).toBe(1)
  slow[1]!.destroy()
  await expect.poll(scratch).toEqual([])
  expect(logged).toEqual([])
})

test('who leaves while it waits is not waited for', async () => {
  const slow = [await begin(), await begin()]
  const impatient = new AbortController()
  const left = fetch(`${gateway.url}/export/cohorts.csv`, { signal: impatient.signal })
  await sleep(100)
  impatient.abort()
  await expect(left).rejects.toThrow('abort')
  for (const each of slow) each.destroy()
  expect((await fetch(`${gateway.url}/export/cohorts.csv`)).status).toBe(200)
})

test('what is read slowly is sent whole, as long as it is in time', async () => {
  const response = await begin()
  let lines = 0
  for await (const bytes of response) {
    lines += Buffer.from(bytes).filter((byte) => byte === 10).length
    if (lines % 50 === 0) await sleep(1)
  }
  expect(lines).toBe(ORDERS + 3 + 1)
})

test('an export that is not read in time ends without an end, and lets go of all it held', async () => {
  const hasty = await serveLake(shop.lake, {
    export: { timeoutSeconds: 1 },
    log: (line) => logged.push(line),
  })
  const response = await begin(hasty)
  await expect.poll(() => logged.join(), { timeout: 5000 }).toContain('an export was cut short')
  await expect(async () => {
    for await (const _ of response);
  }).rejects.toThrow('aborted')
  await expect.poll(scratch).toEqual([])
  const next = await fetch(`${hasty.url}/export/cohorts.csv`)
  expect([next.status, await next.text()]).toEqual([200, expect.stringContaining('cohort_month')])
  await hasty.close()
})

test('an earlier publication is exported as it was, though its file is made again', async () => {
  const day = openShop(SMALL_SHOP)
  const asked = ['customers', 'products', 'orders', 'sale-lines', 'sales-metrics', 'cohorts']
  const exported = (from: Gateway, headers: Record<string, string> = {}) =>
    Promise.all(
      asked.map(async (name) => {
        const response = await fetch(`${from.url}/export/${name}.csv`, { headers })
        return [response.headers.get('lakegate-publication'), await response.text()]
      }),
    )
  const { publication } = await day.build()
  const first = await serveLake(day.lake)
  const before = await exported(first)
  await first.close()
  day.give('customers.csv', ['customer_id,name,registration_date', 'c1,Anna,2025-01-01'])
  await day.build()
  rmSync(servingFile(day.lake, publication.publicationId))
  const second = await serveLake(day.lake, { memoryLimit: '300MB' })
  expect(await exported(second)).not.toEqual(before)
  const { publicationId, publishedAt } = publication
  expect(await exported(second, { 'lakegate-publication': publicationId })).toEqual(before)
  expect(await exported(second, { 'lakegate-as-of': publishedAt })).toEqual(before)
  const unknown = await fetch(`${second.url}/export/orders.csv`, {
    headers: { 'lakegate-publication': 'p0' },
  })
  expect(unknown.status).toBe(404)
  await second.close()
  day[Symbol.dispose]()
})
