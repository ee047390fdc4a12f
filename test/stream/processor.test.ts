import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compactTables } from '../../jobs/stream/upkeep.ts'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { salesPerMinute } from '../../lakehouse/contracts/live/sales-per-minute.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { text } from '../../lakehouse/sql.ts'
import { shopMessages } from './shop-messages.ts'
import { streamLake } from './stream-lake.ts'

const HOUR = 3_600_000
const DAY_OF_SHOP = { count: 800, seed: 1, from: Date.now() - 20 * HOUR, stepMs: 75_000 }

class Stopped extends Error {}

/** An engine whose writes of a table stop the process: before their commit, or right after it. */
function stoppingAt(engine: Engine, table: string, when: 'before' | 'after'): Engine {
  return {
    ...engine,
    async write(contract, ...rest) {
      if (contract.name === table && when === 'before') throw new Stopped()
      const written = await engine.write(contract, ...rest)
      if (contract.name === table) throw new Stopped()
      return written
    },
  }
}

test('stopped before and after each of its commits, it loses nothing and doubles nothing', async () => {
  await using shop = await streamLake()
  const messages = [...shopMessages(DAY_OF_SHOP)]
  const tables = [
    'bronze.events',
    'live.orders',
    'live.views',
    'live.cart',
    'ops.dead_letters',
    'live.sessions',
    'live.funnel',
  ]
  const share = Math.ceil(messages.length / tables.length)
  for (const [i, table] of tables.entries()) {
    await shop.log.append(messages.slice(i * share, (i + 1) * share))
    for (const when of ['before', 'after'] as const) {
      const engine = stoppingAt(shop.engine, table, when)
      await shop.process({ engine, commitEvents: 60, batchSize: 60 }).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error
      })
    }
  }
  await shop.process()
  expect(await shop.differences()).toEqual([])
  const { late, repeated, deadLetters } = readProgress(await shop.engine.state(bronzeEvents))
  expect([late > 1, repeated > 1, deadLetters > 0]).toEqual([true, true, true])
})

test('an id that comes again counts once, also when the index of ids was lost or is broken', async () => {
  await using shop = await streamLake()
  const messages = [...shopMessages({ ...DAY_OF_SHOP, count: 300 })]
  await shop.log.append(messages)
  await shop.process()
  const index = join(shop.lake, '.stream')
  await rm(index, { recursive: true })
  await shop.log.append(messages)
  await shop.process()
  await writeFile(join(index, 'seen.db'), 'no database')
  await shop.log.append(messages)
  await shop.process()
  expect(await shop.differences()).toEqual([])
})

test('an hour of small commits is put together without a change, and it goes on from there', async () => {
  await using shop = await streamLake()
  const messages = [...shopMessages({ ...DAY_OF_SHOP, count: 600 })]
  await shop.log.append(messages.slice(0, 500))
  await shop.process({ commitEvents: 40, batchSize: 40 })
  const before = await shop.engine.state(bronzeEvents)
  await compactTables(shop.engine, readProgress(before))
  const after = await shop.engine.state(bronzeEvents)
  expect(after!.version).toBe(before!.version + 1)
  expect(readProgress(after)).toEqual(readProgress(before))
  await shop.log.append(messages.slice(500))
  await shop.process()
  expect(await shop.differences()).toEqual([])
})

test('a purchase of several lines is one order, and a line that comes again counts once', async () => {
  await using shop = await streamLake()
  const line = {
    event_type: 'purchase',
    event_ts: new Date(Date.now() - HOUR).toISOString(),
    session_id: 's1',
    order_id: 'o1',
    product_id: 'p1',
    unit_price: '12.5',
  }
  const values = [
    { ...line, event_id: 'e1', category: 'Lamps', quantity: 2 },
    { ...line, event_id: 'e2', product_id: 'p2' },
    { ...line, event_id: 'e2', product_id: 'p2' },
    { ...line, event_id: 'e3', session_id: 's2', order_id: 'o2', unit_price: undefined },
    { ...line, event_id: 'e4', event_ts: new Date().toISOString() },
  ]
  await shop.log.append(
    values.map((value) => ({ topic: 'orders', key: 's1', value: JSON.stringify(value) })),
  )
  await shop.process()
  await shop.engine.open(salesPerMinute)
  const [total] = await shop.engine.rows(
    text(
      "select orders, units, revenue, average_ticket from live.sales_per_minute where dimension = 'TOTAL'",
    ),
  )
  expect(total).toEqual({ orders: 2n, units: 4n, revenue: '37.5000', average_ticket: 18.75 })
})

test('a log that was replaced is told, and not taken for the one that was read', async () => {
  await using shop = await streamLake()
  await shop.log.append([...shopMessages({ ...DAY_OF_SHOP, count: 50 })])
  await shop.process()
  await using other = await streamLake()
  await expect(shop.process({ log: other.log })).rejects.toMatchObject({ code: 'LOG_REPLACED' })
  // It has come further than the first one, and what it has would be passed over unread.
  await other.log.append([...shopMessages({ ...DAY_OF_SHOP, count: 200, seed: 2 })])
  await expect(shop.process({ log: other.log })).rejects.toMatchObject({ code: 'LOG_REPLACED' })
})

test('when it is stopped it commits what it has read', async () => {
  await using shop = await streamLake()
  await shop.log.append([...shopMessages({ ...DAY_OF_SHOP, count: 200 })])
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 300)
  await shop.process({ isOnce: false, signal: stop.signal, commitMs: 60_000 })
  expect(await shop.differences()).toEqual([])
})
