import { expect, test } from 'vitest'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { shopMessages } from './shop-messages.ts'
import { streamLake } from './stream-lake.ts'

const HOUR = 3_600_000
const DAY_OF_SHOP = { count: 1500, seed: 1, from: Date.now() - 20 * HOUR, stepMs: 40_000 }

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
      await shop.process({ engine, commitEvents: 100, batchSize: 100 }).catch((error: unknown) => {
        if (!(error instanceof Stopped)) throw error
      })
    }
  }
  await shop.process()
  expect(await shop.differences()).toEqual([])
  const { late, repeated, deadLetters } = readProgress(await shop.engine.state(bronzeEvents))
  expect([late > 5, repeated > 5, deadLetters > 0]).toEqual([true, true, true])
})
