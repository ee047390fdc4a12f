import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadConfig } from '../../config.ts'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { readRecommendation } from '../../lakehouse/events/recommendation.ts'
import { openShop, SMALL_SHOP } from '../build/shop.ts'
import { allOf } from '../events/temporary-log.ts'
import { purchase } from '../stream/purchase.ts'

const KILLS = 8
const LINES = 3

function startRecommender(lake: string) {
  const child = fork(new URL('recommender-process.ts', import.meta.url), [lake], { execArgv: [] })
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    end: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

test(`a recommender that is killed ${KILLS} times leaves no order out, and the first of an order is of all its lines`, async () => {
  using shop = openShop(SMALL_SHOP)
  await shop.build()
  await using log = await openEventLog(shop.lake, loadConfig({ environment: {} }).events)
  const made = async () =>
    (await allOf(log, 'recommendations')).map(({ value }) => readRecommendation(value)!)

  let orders = 0
  const selling = new AbortController()
  async function sell() {
    for (; !selling.signal.aborted; orders += 20) {
      const numbers = Array.from({ length: 20 }, (_, i) => orders + i)
      for (let line = 0; line < LINES; line++) {
        await log.append(
          numbers.map((n) => purchase({ id: `${n}/${line}`, order: `o${n}`, product: `p${line}` })),
        )
        await delay(30)
      }
    }
  }
  const sales = sell()
  for (let i = 0; i < KILLS; i++) {
    const before = (await made()).length
    const running = startRecommender(shop.lake)
    await expect
      .poll(async () => (await made()).length, { timeout: 20_000 })
      .toBeGreaterThan(before)
    await delay(Math.random() * 400)
    await running.kill()
  }
  selling.abort()
  await sales

  const last = startRecommender(shop.lake)
  const all = async () => new Set((await made()).map(({ orderId }) => orderId)).size
  await expect.poll(all, { timeout: 20_000 }).toBe(orders)
  await last.end()

  const byOrder = Map.groupBy(await made(), ({ orderId }) => orderId)
  expect(byOrder.size).toBe(orders)
  for (const [orderId, [first]] of byOrder)
    expect([orderId, first!.lines.map(({ productId }) => productId).toSorted()]).toEqual([
      orderId,
      ['p0', 'p1', 'p2'],
    ])
  const repeated = [...byOrder.values()].filter(({ length }) => length > 1).length
  console.log(`${orders} orders, ${KILLS} kills, ${repeated} of them recommended to again`)
})
