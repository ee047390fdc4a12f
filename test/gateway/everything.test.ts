import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Gateway, startGateway } from '../../gateway/gateway.ts'
import { makeSample } from '../../jobs/sources/sample/sample.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { canonicalSource, type GoldenShop, buildShop } from '../golden/shop.ts'
import { type Arguments, everything } from '../schema/everything.ts'
import { ask } from './ask.ts'

const datasets = process.env['LAKEGATE_DATASETS'] ?? '../shared/datasets'
if (!existsSync(datasets))
  console.warn(`no real shops in ${datasets}: set LAKEGATE_DATASETS to ask them everything`)

interface Shop {
  readonly name: string
  readonly build: () => Promise<GoldenShop>
}

const real = (name: string, timezone: string): Shop => ({
  name,
  build: () => buildShop({ source: loadSource(name), from: join(datasets, name), timezone }),
})

const SHOPS: readonly Shop[] = [
  {
    name: 'edge',
    build: () => {
      const from = fileURLToPath(new URL('../golden/edge', import.meta.url))
      const timezone = 'America/Sao_Paulo'
      return buildShop({ source: canonicalSource(from), from, timezone })
    },
  },
  {
    name: 'sample',
    build: async () => {
      const from = mkdtempSync(join(tmpdir(), 'lakegate-sample-'))
      await makeSample({ folder: from, seed: 1, endDate: '2026-10-31', orders: 800 })
      const shop = await buildShop({ source: loadSource('sample'), from, timezone: 'UTC' })
      rmSync(from, { recursive: true })
      return shop
    },
  },
  real('superstore', 'UTC'),
  real('olist', 'America/Sao_Paulo'),
]

const isThere = ({ name }: Shop) =>
  ['edge', 'sample'].includes(name) || existsSync(join(datasets, name))

const first = z.object({
  customers: z.object({ nodes: z.tuple([z.object({ id: z.string(), customerId: z.string() })]) }),
  products: z.object({ nodes: z.array(z.object({ productId: z.string() })) }),
  orders: z.object({ nodes: z.tuple([z.object({ orderId: z.string() })]) }),
  categories: z.array(z.object({ categoryId: z.string() })),
  stores: z.array(z.object({ storeId: z.string() })),
})

const FIRST = `{ customers(first: 1) { nodes { id customerId } } products(first: 3) { nodes { productId } }
  orders(first: 1) { nodes { orderId } } categories { categoryId } stores { storeId } }`

const text = (value: string | undefined) => JSON.stringify(value ?? 'unknown')

/** Ids that the shop has; the others are unknown, which is answered with null. */
async function idsOf(gateway: Gateway): Promise<Arguments> {
  const { customers, products, orders, categories, stores } = first.parse(
    (await ask(gateway, FIRST)).data,
  )
  const [customer] = customers.nodes
  return {
    id: text(customer.id),
    ids: `[${text(customer.id)}]`,
    customerId: text(customer.customerId),
    productId: text(products.nodes[0]?.productId),
    productIds: JSON.stringify(products.nodes.map(({ productId }) => productId)),
    orderId: text(orders.nodes[0].orderId),
    categoryId: text(categories[0]?.categoryId),
    storeId: text(stores[0]?.storeId),
    reviewId: text(undefined),
    name: text('gold.sales_metrics'),
  }
}

describe.each(SHOPS.filter(isThere))('$name', ({ build }) => {
  test('every field of the schema answers', { timeout: 120_000 }, async () => {
    await using shop = await build()
    const logged: string[] = []
    const log = (line: string) => logged.push(line)
    const gateway = await startGateway({
      lake: shop.lake,
      host: '127.0.0.1',
      port: 0,
      timeoutMs: 60_000,
      keepDays: 30,
      log,
    })
    try {
      for (const { field, query } of everything(await idsOf(gateway))) {
        const { data, errors } = await ask(gateway, query)
        expect([field, errors, logged]).toEqual([field, undefined, []])
        expect(Object.keys(z.record(z.string(), z.unknown()).parse(data))).toEqual([field])
      }
    } finally {
      await gateway.close()
    }
  })
})
