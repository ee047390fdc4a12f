import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Edge, differences, openEdge, row, rowsOf } from './edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

const AS_OF = '2017-01-15T12:00:00.000000Z'

const product = z.object({ productId: z.string() })
const recommendation = z.object({
  product,
  rank: z.number(),
  relevance: z.number().nullable(),
  confidence: z.number().nullable(),
  isFallback: z.boolean(),
  because: z.array(product),
})
const FIELDS = 'product { productId } rank relevance confidence isFallback because { productId }'

const { recommend } = z
  .object({ recommend: z.array(z.object({ basket: z.array(z.string()), result: z.array(row) })) })
  .parse(JSON.parse(readFileSync(new URL('../golden/edge.json', import.meta.url), 'utf8')))

test.each(recommend)('goes with $basket as computed by hand', async ({ basket, result }) => {
  const ours = await edge.answer(
    z.array(recommendation),
    `query ($basket: [ID!]!) { recommendations(productIds: $basket) { ${FIELDS} } }`,
    { basket },
  )
  expect(ours.map(({ product: { productId } }) => productId)).toEqual(
    result.map(({ product_id: id }) => id),
  )
  ours.forEach((found, i) => {
    const { rank, relevance, confidence, is_fallback: isFallback } = result[i]!
    const theirs = { rank, relevance, confidence, isFallback }
    expect(differences(found, theirs, Object.keys(theirs))).toEqual([])
  })
})

test('says which products of the basket speak for it, the strongest first', async () => {
  const similarity = rowsOf('product_similarity')
  const products = [...new Set(similarity.map(({ productId }) => String(productId)))]
  const ours = await edge.answer(
    z.array(recommendation),
    `query ($basket: [ID!]!) { recommendations(productIds: $basket) { ${FIELDS} } }`,
    { basket: products.slice(0, 3) },
  )
  const speakingFor = (id: string) =>
    similarity
      .filter(
        (pair) =>
          pair.similarProductId === id && products.slice(0, 3).includes(String(pair.productId)),
      )
      .toSorted(
        (a, b) =>
          Number(b.cosine) - Number(a.cosine) ||
          (String(a.productId) < String(b.productId) ? -1 : 1),
      )
      .map(({ productId }) => ({ productId }))
  expect(ours.length).toBeGreaterThan(0)
  for (const found of ours) expect(found.because).toEqual(speakingFor(found.product.productId))
})

test('a customer’s come from the last sale’s basket', async () => {
  const customers = await edge.answer(
    z.object({
      nodes: z.array(
        z.object({
          orders: z.object({
            nodes: z.array(
              z.object({
                orderedAt: z.string(),
                orderId: z.string(),
                items: z.array(z.object({ product: product.nullable() })),
              }),
            ),
          }),
          recommendations: z.array(recommendation),
        }),
      ),
    }),
    `{ customers(first: 500) { nodes {
      orders(where: { isSale: true }) { nodes { orderedAt orderId items { product { productId } } } }
      recommendations { ${FIELDS} } } } }`,
  )
  expect(customers.nodes.length).toBeGreaterThan(5)
  for (const { orders, recommendations } of customers.nodes) {
    const last = orders.nodes
      .filter(({ orderedAt }) => orderedAt <= AS_OF)
      .toSorted(byTime)
      .at(-1)
    const basket = (last?.items ?? []).flatMap((item) => item.product?.productId ?? [])
    const asked = await edge.answer(
      z.array(recommendation),
      `query ($basket: [ID!]!) { recommendations(productIds: $basket) { ${FIELDS} } }`,
      { basket },
    )
    expect(recommendations).toEqual(asked)
  }
})

/** Orders of one instant follow each other by id. */
const byTime = (a: { orderedAt: string; orderId: string }, b: typeof a) =>
  `${a.orderedAt} ${a.orderId}` < `${b.orderedAt} ${b.orderId}` ? -1 : 1
