import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import type { GoldenShop } from '../golden/shop.ts'
import { type Arguments, everything } from '../schema/everything.ts'
import { ask } from './ask.ts'
import { serveLake } from './serve-lake.ts'

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
export async function idsOf(gateway: Gateway): Promise<Arguments> {
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
    topic: text('orders'),
    partition: '0',
  }
}

/** Asks the shop for every field of the schema, and gives what did not go well: nothing. */
export async function askEverything(shop: GoldenShop): Promise<string[]> {
  const problems: string[] = []
  const gateway = await serveLake(shop.lake, {
    timeoutMs: 60_000,
    log: (line) => problems.push(line),
  })
  try {
    for (const { field, query } of everything(await idsOf(gateway))) {
      const { data, errors } = await ask(gateway, query)
      if (errors) problems.push(`${field}: ${JSON.stringify(errors)}`)
      else if (!(field in z.record(z.string(), z.unknown()).parse(data)))
        problems.push(`${field} is not answered`)
    }
  } finally {
    await gateway.close()
  }
  return problems
}
