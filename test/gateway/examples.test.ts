import { parse, validate } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { EXAMPLES, type ShopFacts } from '../../gateway/examples.ts'
import { schema } from '../../schema/schema.ts'
import { type Edge, openEdge } from './edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

test('the playground opens with twelve queries', () => {
  expect(EXAMPLES.length).toBe(12)
  for (const { query } of EXAMPLES) expect(validate(schema, parse(query))).toEqual([])
})

test('each of them answers with the variables of its shop', async () => {
  const facts: ShopFacts = {
    customerId: 'u01',
    orderId: 'o01',
    productId: 'p01',
    country: 'BR',
    yearAgo: '2016-01-01',
  }
  for (const { query, variables } of EXAMPLES)
    expect(await edge.answer(z.unknown(), query, variables(facts))).not.toBeNull()
})

test('the page holds a customer and a product of the shop', async () => {
  const page = await edge.page()
  expect(page).toMatch(/u\d\d/)
  expect(page).toMatch(/p\d\d/)
})
