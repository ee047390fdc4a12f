import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { currentPublication } from '../../lakehouse/publication.ts'
import { openShop, type Shop } from '../build/shop.ts'

const KILLS = 20

/** Doubles are sums in no certain order: equal within 1e-9. */
const areEqualDoubles = (left: unknown, right: unknown) =>
  typeof left === 'number' && typeof right === 'number'
    ? Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(right))
    : undefined

expect.addEqualityTesters([areEqualDoubles])

/** A build as a process of its own. */
function startBuild({ lake, from, sources }: Shop): ChildProcess {
  const options = ['build', '--full', '--lake', lake, '--source', 'testshop', '--from', from]
  return spawn(process.execPath, ['cli.ts', ...options], {
    stdio: 'ignore',
    env: { ...process.env, LAKEGATE_SOURCES: sources, LAKEGATE_DUCKDB_MEMORY: '500MB' },
  })
}

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + (i % 90))).toISOString()

function files(orders: number): Record<string, string[]> {
  const numbers = Array.from({ length: orders }, (_, i) => i)
  return {
    'customers.csv': [
      'customer_id,name',
      ...numbers.slice(0, 50).map((i) => `c${i},Customer ${i}`),
    ],
    'products.csv': [
      'product_id,name,price,cost',
      ...numbers.slice(0, 20).map((i) => `p${i},Product ${i},${i + 1}.00,1`),
    ],
    'orders.csv': [
      'order_id,customer_id,order_date,status',
      ...numbers.map((i) => `o${i},c${i % 50},${day(i)},delivered`),
    ],
    'order_items.csv': [
      'order_item_id,order_id,product_id,quantity,unit_price',
      ...numbers.flatMap((i) => [
        `i${i}a,o${i},p${i % 20},1,${(i % 20) + 1}.00`,
        `i${i}b,o${i},p${(i * 7) % 20},2,3.00`,
      ]),
    ],
  }
}

async function contents(shop: Shop): Promise<unknown[]> {
  const served = [...SILVER_TABLES, ...GOLD_TABLES].filter(({ isServed }) => isServed)
  const rows = []
  for (const { name } of served)
    rows.push([name, await shop.ask(`select * from ${name} order by all`)])
  return rows
}

test(`a build that is killed ${KILLS} times leaves the last publication served, and the next one is right`, async () => {
  using reference = openShop(files(400))
  await reference.build()
  const expected = await contents(reference)

  using shop = openShop(files(400))
  const started = performance.now()
  const first = startBuild(shop)
  await once(first, 'exit')
  expect(first.exitCode).toBe(0)
  const buildMs = performance.now() - started

  let killed = 0
  for (let i = 0; i < KILLS; i++) {
    const before = await currentPublication(shop.lake)
    const running = startBuild(shop)
    const ended = once(running, 'exit')
    await Promise.race([ended, delay(buildMs * Math.random())])
    running.kill('SIGKILL')
    await ended
    if (running.signalCode === 'SIGKILL') killed++
    const after = await currentPublication(shop.lake)
    expect(after!.publicationId >= before!.publicationId).toBe(true)
    expect(await shop.ask('select publication_id from publication')).toEqual([
      { publication_id: after!.publicationId },
    ])
  }
  console.log(
    `${killed} of ${KILLS} builds were killed while they ran, at up to ${Math.round(buildMs)} ms`,
  )
  expect(killed).toBeGreaterThan(KILLS / 2)

  const next = await shop.build()
  expect(next.publication.isServed).toBe(true)
  expect(await contents(shop)).toEqual(expected)
}, 600_000)
