import { readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import {
  type OrderRecommendation,
  readRecommendation,
} from '../../lakehouse/events/recommendation.ts'
import { runRecommender } from '../../jobs/stream/recommender.ts'
import type { Shop } from '../build/shop.ts'
import { smallShop } from '../build/small-shop.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { allOf, openTemporaryLog } from '../events/temporary-log.ts'
import { type Purchase, purchase } from './purchase.ts'

const { recommend } = z
  .object({
    recommend: z.array(
      z.object({
        basket: z.array(z.string()),
        result: z.array(
          z.object({
            product_id: z.string(),
            rank: z.number(),
            relevance: z.number().nullable(),
            confidence: z.number().nullable(),
            is_fallback: z.boolean(),
          }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../golden/edge.json', import.meta.url), 'utf8')))

let small: Shop
beforeAll(async () => {
  small = await smallShop()
  await edgeShop()
})

/** A recommender of a lake and a log, until it is disposed. */
function start(lake: string, log: EventLog) {
  const stopping = new AbortController()
  const said: string[] = []
  const { signal } = stopping
  const running = runRecommender({ log, lake, signal, report: (line) => said.push(line) })
  return {
    said,
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

/** What was made, once it is as much as expected. */
function made(log: EventLog, count: number): Promise<OrderRecommendation[]> {
  return vi.waitFor(
    async () => {
      const messages = await allOf(log, 'recommendations')
      expect(messages).toHaveLength(count)
      return messages.map(({ value }) => readRecommendation(value)!)
    },
    { timeout: 20_000, interval: 50 },
  )
}

const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9))

test.concurrent('each order gets what the query of recommendations gives for its basket', async () => {
  const { lake } = await edgeShop()
  await using log = await openTemporaryLog()
  await using _recommender = start(lake, log)
  const lines = recommend.flatMap(({ basket }, order) =>
    (basket.length > 0 ? basket : ['nothing that is known']).map((product, i) =>
      purchase({ id: `${order}/${i}`, order: `o${order}`, product }),
    ),
  )
  await log.append(lines)
  const byOrder = new Map((await made(log, recommend.length)).map((each) => [each.orderId, each]))
  recommend.forEach(({ basket, result }, order) => {
    const { recommendations } = byOrder.get(`o${order}`)!
    expect(recommendations, basket.join()).toEqual(
      result.map((row) => ({
        productId: row.product_id,
        rank: row.rank,
        relevance: near(row.relevance),
        confidence: near(row.confidence),
        isFallback: row.is_fallback,
        because: expect.any(Array),
      })),
    )
    for (const { because, isFallback } of recommendations) {
      expect(because.length > 0).toBe(!isFallback)
      expect(basket).toEqual(expect.arrayContaining([...because]))
    }
  })
})

const order = (fields: Partial<Purchase> & Pick<Purchase, 'id'>) =>
  purchase({ order: 'o1', product: 'p1', ...fields })

test.concurrent('an order’s facts are its lines’: repeated events are no lines, money is exact, one simulated line marks it', async () => {
  await using log = await openTemporaryLog()
  await using _recommender = start(small.lake, log)
  await log.append([
    order({ id: 'a', quantity: 3, price: '19.9999', event_ts: '2026-11-20T10:00:00.000002Z' }),
    order({ id: 'b', product: 'gone', payment_method: 'pix', store_id: 's1' }),
    order({ id: 'a', quantity: 3, price: '19.9999' }),
    order({ id: 'c', quantity: 2, price: '0.10', customer_id: 'c1', is_simulated: true }),
  ])
  const [only] = await made(log, 1)
  expect(only).toMatchObject({
    orderId: 'o1',
    orderedAt: '2026-11-20T10:00:00.000000Z',
    customerId: 'c1',
    storeId: 's1',
    paymentMethod: 'pix',
    total: '60.1997',
    isSimulated: true,
    lines: [
      { productId: 'p1', quantity: 3, unitPrice: '19.9999', total: '59.9997' },
      { productId: 'gone', quantity: 1, unitPrice: '0.0000', total: '0.0000' },
      { productId: 'p1', quantity: 2, unitPrice: '0.1000', total: '0.2000' },
    ],
  })
  expect(only!.recommendations).toEqual([
    {
      productId: 'p2',
      rank: 1,
      relevance: null,
      confidence: null,
      isFallback: true,
      because: [],
    },
  ])
})

test.concurrent('before anything is published an order gets an empty list; a later publication is asked as it comes', async () => {
  using shop = small.copy()
  const away = join(shop.lake, 'away')
  renameSync(join(shop.lake, 'ops'), away)
  await using log = await openTemporaryLog()
  await using recommender = start(shop.lake, log)
  await log.append([purchase({ id: 'a', order: 'o1', product: 'p1' })])
  expect((await made(log, 1))[0]!.recommendations).toEqual([])

  renameSync(away, join(shop.lake, 'ops'))
  await log.append([purchase({ id: 'b', order: 'o2', product: 'p1' })])
  const both = await made(log, 2)
  const second = both.find(({ orderId }) => orderId === 'o2')!
  expect(second.recommendations.map(({ productId }) => productId)).toEqual(['p2'])
  expect(recommender.said).toEqual([])
})

test.concurrent('what was made while it stood still is made at the next start, and nothing twice', async () => {
  await using log = await openTemporaryLog()
  {
    await using _first = start(small.lake, log)
    await log.append([purchase({ id: 'a', order: 'o1', product: 'p1' })])
    await made(log, 1)
    await log.append([purchase({ id: 'b', order: 'o2', product: 'p1' })])
  }
  await log.append([purchase({ id: 'c', order: 'o3', product: 'p1' })])
  await using _second = start(small.lake, log)
  const orders = (await made(log, 3)).map(({ orderId }) => orderId)
  expect(orders.toSorted()).toEqual(['o1', 'o2', 'o3'])
})

test.concurrent('a file that cannot be opened makes orders wait, and says so once', async () => {
  using shop = small.copy()
  await using log = await openTemporaryLog()
  const serving = join(shop.lake, 'serving')
  const file = join(
    serving,
    readdirSync(serving).find((name) => name.endsWith('.duckdb'))!,
  )
  const whole = readFileSync(file)
  writeFileSync(file, 'no database')
  await using recommender = start(shop.lake, log)
  const { said } = recommender
  await log.append([purchase({ id: 'a', order: 'o1', product: 'p1' })])
  await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 20_000 })
  expect(said[0]).toMatch(/^recommendations wait: .*cannot be opened/)
  writeFileSync(file, whole)
  expect((await made(log, 1))[0]!.recommendations).toHaveLength(1)
  expect(said).toHaveLength(1)
})
