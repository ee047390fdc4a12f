import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { SMALL_SHOP, openShop } from '../build/shop.ts'
import { tell } from '../live/told.ts'
import { ask } from '../gateway/ask.ts'
import { serveLake } from '../gateway/serve-lake.ts'

let gateway: Gateway

const LINE = { type: 'purchase', product: 'p1', price: '10.0000' } as const

/** The files have x0 as cancelled; x1 comes after the moment of the build, which has read it. */
beforeAll(async () => {
  const shop = openShop({
    ...SMALL_SHOP,
    'orders.csv': [...SMALL_SHOP['orders.csv'], 'x0,c1,2025-04-01 09:00:00,cancelled'],
    'order_items.csv': [...SMALL_SHOP['order_items.csv'], 'i4,x0,p1,1,10.00'],
  })
  prepareLake(shop.lake)
  await using engine = await openDuckdb({ lake: shop.lake, memoryLimit: '300MB' })
  await tell(
    engine,
    [
      { ...LINE, order: 'x0', at: '2025-04-01T09:00:00Z' },
      { ...LINE, order: 'x1', at: '2025-04-01T10:45:00Z' },
    ],
    { watermark: '2025-04-01T10:43:00.000000Z' },
  )
  await shop.build({ asOf: '2025-04-01T10:00:00Z' })
  gateway = await serveLake(shop.lake)
  return async () => {
    await gateway.close()
    shop[Symbol.dispose]()
  }
})

test('a live order that a build leaves out for its moment is in the running period; one that the files cancelled is not', async () => {
  const { data, errors } = await ask(gateway, '{ live { openPeriod { orders revenue } } }')
  expect(errors).toBeUndefined()
  expect(data).toEqual({ live: { openPeriod: { orders: 2, revenue: '20.0000' } } })
})

test('of a live order that the files have cancelled, nothing is in the union', async () => {
  const of = '{ orders revenue }'
  const { data, errors } = await ask(
    gateway,
    `{ batchVersusStreaming(grain: DAY, range: { from: "2025-04-01", to: "2025-04-02" }) { batch ${of} streaming ${of} union ${of} inBoth } }`,
  )
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    batchVersusStreaming: [
      {
        batch: { orders: 1, revenue: '10.0000' },
        streaming: { orders: 2, revenue: '20.0000' },
        union: { orders: 2, revenue: '20.0000' },
        inBoth: 1,
      },
    ],
  })
})
