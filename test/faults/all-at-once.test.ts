import { expect, test } from 'vitest'
import { startChild } from '../../bench/child.ts'
import { urlOf } from '../../bench/first-answer.ts'
import { loadConfig } from '../../config.ts'
import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import { events } from '../../lakehouse/contracts/silver/events.ts'
import { orders } from '../../lakehouse/contracts/silver/orders.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { partitionName } from '../../lakehouse/events/event-log.ts'
import { type ShopEvent, isRefused, readEventJson } from '../../lakehouse/events/event.ts'
import { openEventLog } from '../../lakehouse/events/open-event-log.ts'
import { readProgress } from '../../lakehouse/events/progress.ts'
import { type Publication, servedPublications, versionOf } from '../../lakehouse/publication.ts'
import { text } from '../../lakehouse/sql.ts'
import { OrderPlacedDocument } from '../../sdk/generated/graphql.ts'
import { openShop, type Shop } from '../build/shop.ts'
import { lakegate } from '../commands/lakegate.ts'
import { allOf } from '../events/temporary-log.ts'
import { askOn } from '../gateway/ask-on.ts'
import { hear } from '../gateway/live/heard.ts'
import { serveLake } from '../gateway/serve-lake.ts'
import { streamDifferences } from '../stream/check-lake.ts'
import { money } from '../stream/naive.ts'
import { feed } from './feeding.ts'
import { startProcessor } from './told-processor.ts'

const ROUNDS = 2

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Everybody who visits, and everything that they look at. */
const FILES = {
  'customers.csv': ['customer_id,name', ...numbers(997).map((i) => `c${i},Customer ${i}`)],
  'products.csv': [
    'product_id,name,price,cost',
    ...numbers(7).flatMap((i) => numbers(3).map((j) => `p${i}${j},Product ${i}${j},10.00,4.00`)),
  ],
  'orders.csv': ['order_id,customer_id,order_date,status', 'f1,c1,2025-03-01 10:00:00,delivered'],
  'order_items.csv': ['order_item_id,order_id,product_id,quantity,unit_price', 'l1,f1,p00,2,10.00'],
} as const

test('while events come, builds, vacuums, gateways and the processor go on beside each other: nothing is lost, doubled or torn', async () => {
  using shop = openShop(FILES)
  const { lake } = shop
  await run(shop, 'build')
  await using open = new AsyncDisposableStack()
  const log = open.use(await openEventLog(lake, loadConfig({ environment: {} }).events))
  const serve = ['cli.ts', 'serve', '--json', '--port', '0', '--lake', lake]
  const environment = { LAKEGATE_LOG_LEVEL: 'warn' }
  const door = open.use(startChild(process.execPath, serve, { environment }))
  const url = await urlOf(door.stdout)
  door.stdout.resume()
  const problems: string[] = []
  const gateway = await serveLake(lake, { log: (line) => problems.push(line) })
  open.defer(gateway.close)
  const heard = await hear(gateway, OrderPlacedDocument, { variables: {} })
  open.defer(heard.stop)
  const processor = open.use(startProcessor(lake))

  const feeding = open.use(feed({ url, log }))
  const asking = open.use(askOn(gateway, liveAt))
  await expect.poll(() => processor.commits.length, { timeout: 20_000 }).toBeGreaterThan(0)
  for (let round = 0; round < ROUNDS; round++) {
    await run(shop, 'build')
    await run(shop, 'vacuum', '--older-than', '0')
  }
  const sent = await feeding.stop()
  const questions = await asking.stop()
  await expect.poll(() => processor.commits.at(-1)?.events, { timeout: 20_000 }).toBe(sent.size)
  await processor.stop()
  expect(processor.commits.map(({ batch }) => batch)).toEqual(
    processor.commits.map((_, i) => i + 1),
  )
  expect([processor.notes, problems]).toEqual([[], []])

  await run(shop, 'build')
  const engine = open.use(await openDuckdb({ lake, memoryLimit: '500MB' }))
  expect(await streamDifferences({ engine, lake, log })).toEqual([])
  const purchases = [...sent.values()].filter(({ type }) => type === 'purchase')
  expect(await eventIdsIn(engine)).toEqual([...sent.keys()].sort())
  const placed = await ordersIn(engine)
  expect(placed).toEqual(ordersOf(purchases))
  // What the check is worth: one line fewer does not pass it.
  expect(placed).not.toEqual(ordersOf(purchases.slice(1)))
  const publications = await servedPublications(lake, 100)
  expect(publications.length).toBeGreaterThan(ROUNDS)
  for (const publication of publications) expect(await torn(engine, publication)).toEqual([])

  const told = heard.all.map(({ orderPlaced }) => orderPlaced.eventId)
  expect(told).toHaveLength(purchases.length)
  const messages = Map.groupBy(await allOf(log, 'orders'), partitionName)
  for (const those of messages.values()) {
    const ids = new Set(those.flatMap(({ value, at }) => idOf(readEventJson(value, at))))
    expect(told.filter((id) => ids.has(id))).toEqual([...ids])
  }
  expect([heard.connections(), heard.failure()]).toEqual([1, undefined])
  console.log(
    `${sent.size} events in ${processor.commits.length} commits, ${publications.length} publications, ${questions} questions, ${told.length} lines of orders told`,
  )
}, 600_000)

async function run({ lake, from, sources }: Shop, ...command: readonly string[]): Promise<void> {
  const options = command[0] === 'build' ? ['--source', 'testshop', '--from', from] : []
  const ended = await lakegate([...command, ...options, '--lake', lake], {
    LAKEGATE_SOURCES: sources,
  })
  if (ended.code !== 0) throw new Error(`${command.join(' ')}: ${ended.error}`)
}

/** Never twice the same: what was answered is kept until the next commit. */
const liveAt = (time: number) => `{
  live {
    salesPerMinute(minutes: ${1 + (time % 1440)}) { orders revenue } funnel(minutes: 600) { views carts purchases }
    categoryActivity(minutes: 60) { category views } activeSessions mostViewed(first: 5) { views } deadLetters lateEvents
  }
  publication { publicationId }
}`

const idOf = (event: ReturnType<typeof readEventJson>) => (isRefused(event) ? [] : [event.eventId])

async function column(engine: Engine, select: string): Promise<string[]> {
  const rows = await engine.rows(text(select))
  return rows.map((row) => Object.values(row).map(String).join('|')).sort()
}

async function eventIdsIn(engine: Engine): Promise<string[]> {
  await engine.open(bronzeEvents)
  return await column(engine, 'select event_id from bronze.events')
}

async function ordersIn(engine: Engine): Promise<string[]> {
  await engine.open(orders)
  return await column(
    engine,
    `select order_id, total_amount from silver.orders where source = 'stream'`,
  )
}

/** Ten-thousandths. */
const valueOf = ({ quantity, unitPrice }: ShopEvent) =>
  BigInt(quantity!) * BigInt(unitPrice!.replace('.', ''))

function ordersOf(purchases: readonly ShopEvent[]): string[] {
  return [...Map.groupBy(purchases, ({ orderId }) => orderId)]
    .map(([id, lines]) => `${id}|${money(lines.reduce((sum, line) => sum + valueOf(line), 0n))}`)
    .sort()
}

/** What a publication has of the events up to its version, and of nothing else. */
async function torn(engine: Engine, publication: Publication): Promise<string[]> {
  const version = versionOf(publication, bronzeEvents.name)
  if (version === undefined) return []
  const { batch } = readProgress(await engine.state(bronzeEvents, version))
  await engine.open(bronzeEvents)
  await engine.open(events, versionOf(publication, events.name))
  await engine.open(orders, versionOf(publication, orders.name))
  return await column(
    engine,
    `with read as (select event_id from bronze.events where batch <= ${batch}),
      told as (select order_id from silver.events where event_type = 'purchase'),
      placed as (select order_id from silver.orders where source = 'stream')
    select 'lost', event_id from (select * from read except all select event_id from silver.events)
    union all select 'doubled', event_id from (select event_id from silver.events except all select * from read)
    union all select 'no order', order_id from (select distinct * from told except all select * from placed)
    union all select 'no purchase', order_id from (select * from placed except all select distinct * from told)`,
  )
}
