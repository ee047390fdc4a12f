import { parse, validate } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { EXAMPLES, type ShopFacts } from '../../gateway/questions/examples.ts'
import { playgroundTabs } from '../../gateway/questions/playground.ts'
import { schema } from '../../schema/schema.ts'
import { SMALL_SHOP, openShop } from '../build/shop.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { type Edge, openEdge } from './edge.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH } from './tokens.ts'

let edge: Edge
beforeAll(async () => {
  edge = await openEdge()
  return () => edge[Symbol.asyncDispose]()
})

test('the playground opens with fourteen operations', () => {
  expect(EXAMPLES.length).toBe(14)
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
  const questions = EXAMPLES.filter(({ query }) => !query.includes('subscription'))
  expect(questions.length).toBe(13)
  for (const { query, variables } of questions)
    expect(await edge.answer(z.unknown(), query, variables(facts))).not.toBeNull()
})

test('the page holds a customer and a product of the shop', async () => {
  const page = await edge.page()
  expect(page).toMatch(/u\d\d/)
  expect(page).toMatch(/p\d\d/)
})

test('whoever has not said who it is sees how to, and no id of the shop', async () => {
  const tabs = playgroundTabs(undefined)
  expect(tabs.length).toBe(1)
  for (const { query } of tabs) expect(validate(schema, parse(query))).toEqual([])
  const graphql = { playground: true, introspection: true, persisted: [], persistedOnly: false }
  const gateway = await serveLake((await edgeShop()).lake, { auth: AUTH, graphql })
  const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } })
  const page = await response.text()
  await gateway.close()
  expect(page).toContain(`"defaultTabs":${JSON.stringify(tabs)}`)
})

test('an id of the shop does not end the script that it stands in', async () => {
  const attack = '</script><script>alert(1)</script>'
  const newest = `${attack},c1,2025-05-01 10:00:00,delivered`
  using shop = openShop({ ...SMALL_SHOP, 'orders.csv': [...SMALL_SHOP['orders.csv'], newest] })
  await shop.build()
  const gateway = await serveLake(shop.lake)
  const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } })
  const page = await response.text()
  await gateway.close()
  expect([page.includes('alert(1)'), page.includes(attack)]).toEqual([true, false])
})
