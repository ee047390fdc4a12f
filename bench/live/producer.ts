// node bench/live/producer.ts LAKE EVENTS_A_SECOND SECONDS [PADDING]: appends purchases to the lake's log, each with when it was appended.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'

const TICK_MS = 10

const [lake = '', rate = '', seconds = '', padding = '0'] = process.argv.slice(2)
const perTick = (Number(rate) * TICK_MS) / 1000
const path = join(lake, '.events.db')
await using log = openSqliteLog({ path, partitions: 4, retentionDays: 7 })
const city = 'x'.repeat(Number(padding))
const started = performance.now()
let made = 0
for (let tick = 1; tick <= (Number(seconds) * 1000) / TICK_MS; tick++) {
  const due = Math.floor(tick * perTick) - made
  if (due > 0) await log.append(Array.from({ length: due }, purchase))
  made += due
  await delay(Math.max(0, started + tick * TICK_MS - performance.now()))
}
process.stdout.write(`${JSON.stringify({ made })}\n`)

function purchase(_: unknown, i: number) {
  const now = performance.timeOrigin + performance.now()
  const id = `${now}_${process.pid}_${made + i}`
  const event = {
    event_id: id,
    event_ts: new Date(now).toISOString(),
    product_id: 'p1',
    order_id: id,
    session_id: `s${i % 50}`,
    quantity: 2,
    unit_price: '12.50',
    city,
  }
  return { topic: 'orders' as const, key: event.session_id, value: JSON.stringify(event) }
}
