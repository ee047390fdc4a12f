import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProcessor } from '../../../jobs/stream/run-processor.ts'
import { openDuckdb } from '../../../lakehouse/engines/duckdb/duckdb.ts'
import { openSqliteLog } from '../../../lakehouse/events/sqlite-log.ts'
import {
  LiveMetricsDocument,
  OrderPlacedDocument,
  PublicationMadeDocument,
} from '../../../sdk/generated/graphql.ts'
import { SMALL_SHOP, openShop } from '../../build/shop.ts'
import { ask } from '../ask.ts'
import { serveLake } from '../serve-lake.ts'
import { hear } from './heard.ts'

const KITCHEN = {
  ...SMALL_SHOP,
  'product_categories.csv': ['category_id,name', 'k1,Kitchen'],
  'products.csv': [
    'product_id,name,price,cost,category_id',
    'p1,Knife,10.00,4.00,k1',
    'p2,Fork,5.00,2.00,k1',
  ],
}

const PUBLISH = `mutation {
  publishEvents(events: [
    { type: PURCHASE, at: "2025-04-01T12:00:10Z", eventId: "l1", orderId: "s1", customerId: "c1", sessionId: "v1", productId: "p1", quantity: 2, unitPrice: "10.00" }
    { type: PURCHASE, at: "2025-04-01T12:00:10Z", eventId: "l2", orderId: "s1", customerId: "c1", sessionId: "v1", productId: "p2", unitPrice: "5.00" }
    { type: PURCHASE, at: "2025-04-01T12:05:30Z", eventId: "l3", orderId: "s2", sessionId: "v1", productId: "p2", unitPrice: "1.00" }
  ]) { accepted }
}`

const REFUSED = `mutation {
  publishEvents(events: [{ type: PURCHASE, at: "2025-04-01T12:06:00Z", productId: "p2", unitPrice: "1.00" }]) { accepted }
}`

const COMPARED = `{
  batchVersusStreaming(grain: DAY, range: { from: "2025-04-01", to: "2025-04-02" }) {
    batch { orders revenue } streaming { orders revenue } union { orders revenue } inBoth
  }
}`

/** Turns what the log has into rows, as `lakegate stream --once` does. */
async function processed(lake: string): Promise<void> {
  const path = join(lake, '.events.db')
  await using log = openSqliteLog({ path, partitions: 4, retentionDays: 7 })
  await using engine = await openDuckdb({ lake, memoryLimit: '200MB' })
  await runProcessor({
    lake,
    engine,
    log,
    batchSize: 1000,
    commitEvents: 10_000,
    commitMs: 5000,
    latenessMs: 120_000,
    retentionMs: 7 * 86_400_000,
    isOnce: true,
    signal: new AbortController().signal,
    report: () => undefined,
  })
}

test('a purchase is told, is in the figures of its minute, and is an order at the next build', async () => {
  using shop = openShop(KITCHEN)
  await shop.build()
  const gateway = await serveLake(shop.lake)
  const [orders, metrics, publications] = [
    await hear(gateway, OrderPlacedDocument, { variables: {} }),
    await hear(gateway, LiveMetricsDocument, { variables: {} }),
    await hear(gateway, PublicationMadeDocument, { variables: {} }),
  ]

  expect((await ask(gateway, PUBLISH)).data).toEqual({ publishEvents: { accepted: 3 } })
  expect((await ask(gateway, REFUSED)).data).toEqual({ publishEvents: { accepted: 0 } })
  const told = await orders.until(3)
  expect(told.map(({ orderPlaced }) => orderPlaced.product?.name)).toEqual([
    'Knife',
    'Fork',
    'Fork',
  ])

  await processed(shop.lake)
  const watermark = '2025-04-01T12:03:30.000000Z'
  expect((await metrics.until(1)).at(-1)?.liveMetrics.watermark).toBe(watermark)
  expect((await ask(gateway, `{ live { deadLetters } }`)).data).toEqual({
    live: { deadLetters: '1' },
  })
  const live = `{ live { salesPerMinute(minutes: 4, by: CATEGORY, value: "Kitchen") { minute orders units revenue isClosed } } }`
  expect((await ask(gateway, live)).data).toEqual({
    live: {
      salesPerMinute: [
        {
          minute: '2025-04-01T12:00:00.000000Z',
          orders: 1,
          units: 3,
          revenue: '25.0000',
          isClosed: true,
        },
        {
          minute: '2025-04-01T12:01:00.000000Z',
          orders: 0,
          units: 0,
          revenue: '0.0000',
          isClosed: true,
        },
        {
          minute: '2025-04-01T12:02:00.000000Z',
          orders: 0,
          units: 0,
          revenue: '0.0000',
          isClosed: true,
        },
        {
          minute: '2025-04-01T12:03:00.000000Z',
          orders: 0,
          units: 0,
          revenue: '0.0000',
          isClosed: false,
        },
      ],
    },
  })
  const compared = {
    batch: { orders: 1, revenue: '10.0000' },
    streaming: { orders: 2, revenue: '26.0000' },
    union: { orders: 3, revenue: '36.0000' },
    inBoth: 0,
  }
  expect((await ask(gateway, COMPARED)).data).toEqual({ batchVersusStreaming: [compared] })

  await shop.build()
  const [made] = await publications.until(1)
  const known = await ask(
    gateway,
    '{ publication { publicationId } order(orderId: "s1") { total customer { customerId } items { product { productId } quantity } } }',
  )
  expect(known.data).toEqual({
    publication: { publicationId: made?.publicationMade.publicationId },
    order: {
      total: '25.0000',
      customer: { customerId: 'c1' },
      items: [
        { product: { productId: 'p1' }, quantity: 2 },
        { product: { productId: 'p2' }, quantity: 1 },
      ],
    },
  })
  expect((await ask(gateway, COMPARED)).data).toEqual({ batchVersusStreaming: [compared] })
  for (const heard of [orders, metrics, publications]) await heard.stop()
  await gateway.close()
})
