import { expect, test } from 'vitest'
import { liveOrders } from '../../lakehouse/contracts/live/orders.ts'
import { liveRecommendations } from '../../lakehouse/contracts/live/recommendations.ts'
import { salesPerMinute } from '../../lakehouse/contracts/live/sales-per-minute.ts'
import { text } from '../../lakehouse/sql.ts'
import { killStream } from '../stream/kill-stream.ts'
import { shopMessages } from '../stream/shop-messages.ts'
import { streamLake } from '../stream/stream-lake.ts'

const KILLS = 20
const EVENTS = 200_000
const HOUR = 3_600_000

test(`a processor that is killed ${KILLS} times has every event once, and every figure right`, async () => {
  await using shop = await streamLake()
  const from = Date.now() - 30 * HOUR
  let messages = []
  for (const message of shopMessages({ count: EVENTS, seed: 5, from, stepMs: 500 })) {
    messages.push(message)
    if (messages.length < 5000) continue
    await shop.log.append(messages)
    messages = []
  }
  await shop.log.append(messages)
  const started = performance.now()
  const commits = await killStream({ lake: shop.lake, kills: KILLS })
  console.log(
    `${KILLS} lives of ${commits} commits, all done after ${Math.round((performance.now() - started) / 1000)} s`,
  )
  expect(await shop.differences()).toEqual([])

  await shop.engine.open(liveRecommendations)
  const [twice] = await shop.engine.rows(
    text('select count(*) - count(distinct (order_id, rank)) as rows from live.recommendations'),
  )
  expect(twice).toEqual({ rows: 0n })

  // What the check is worth: one row more, or one less, does not pass it.
  const { engine } = shop
  await engine.open(salesPerMinute)
  await engine.write(
    salesPerMinute,
    'select * from live.sales_per_minute qualify row_number() over (order by minute, dimension, value) > 1',
    { mode: 'overwrite' },
  )
  await engine.write(liveOrders, 'select * from live.orders limit 1', { mode: 'append' })
  const found = await shop.differences()
  expect(found.map((line) => line.split(':')[0])).toEqual(['live.orders', 'live.sales_per_minute'])
}, 600_000)
