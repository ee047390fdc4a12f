import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openAnswers } from '../../gateway/questions/answers.ts'
import type { Gateway } from '../../gateway/gateway.ts'
import { type Shop, SMALL_SHOP, openShop } from '../build/shop.ts'
import type { Scope } from '../../resolvers/scope.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

let shop: Shop
let gateway: Gateway
beforeAll(async () => {
  shop = openShop(SMALL_SHOP)
  await shop.build()
  gateway = await serveLake(shop.lake)
  return async () => {
    await gateway.close()
    shop[Symbol.dispose]()
  }
})

interface Post {
  readonly query: string
  readonly variables?: object
  readonly headers?: Readonly<Record<string, string>>
  readonly to?: Gateway
}

/** Whether the answer was there already, and what it is. */
async function post({ query, variables = {}, headers = {}, to = gateway }: Post) {
  const response = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return {
    isKept: response.headers.get('cache-status') === 'lakegate; hit',
    text: await response.text(),
  }
}

const TOTALS = '{ salesSummary { current { orders revenue } } publication { publicationId } }'
const answer = z.object({
  data: z.object({
    salesSummary: z.object({ current: z.object({ orders: z.number(), revenue: z.string() }) }),
    publication: z.object({ publicationId: z.string() }),
  }),
})

test('the same question to the same publication is answered with the same bytes', async () => {
  const first = await post({ query: TOTALS })
  const second = await post({ query: TOTALS })
  expect([first.isKept, second.isKept]).toEqual([false, true])
  expect(second.text).toBe(first.text)
})

test.each([
  { what: 'other variables', asked: { variables: { first: 1 } } },
  {
    what: 'an operation of another text',
    asked: { query: 'query  q($first: Int = 2) { customers(first: $first) { totalCount } }' },
  },
  {
    what: 'another form of answer',
    asked: { headers: { accept: 'application/graphql-response+json' } },
  },
])('$what: another answer', async ({ asked }) => {
  const base = { query: 'query q($first: Int = 2) { customers(first: $first) { totalCount } }' }
  await post(base)
  expect((await post(base)).isKept).toBe(true)
  expect((await post({ ...base, ...asked })).isKept).toBe(false)
})

test.each([
  { what: 'the lake as it is now', query: '{ publications(first: 1) { totalCount } }' },
  { what: 'its tables', query: '{ pipeline { tables { name version } } }' },
  { what: 'its runs', query: '{ pipeline { runs { totalCount } } }' },
  { what: 'an error', query: '{ customers(first: 0) { totalCount } }' },
  {
    what: 'an error beside data',
    query: '{ a: publication { asOf } customers(first: 0) { totalCount } }',
  },
  { what: 'the playground', query: '', headers: { accept: 'text/html' } },
])('what is not repeatable is not kept: $what', async ({ query, headers = {} }) => {
  await post({ query, headers })
  expect((await post({ query, headers })).isKept).toBe(false)
})

test('while a build publishes, an answer is wholly of one publication, and never of one that was seen to be replaced', async () => {
  const revenues = new Map<string, string>()
  const seen: string[][] = []
  const done = new AbortController()
  const reader = async () => {
    const mine: string[] = []
    seen.push(mine)
    while (!done.signal.aborted) {
      const { data } = answer.parse(JSON.parse((await post({ query: TOTALS })).text))
      const { publicationId } = data.publication
      const figures = JSON.stringify(data.salesSummary)
      expect(revenues.get(publicationId) ?? figures).toBe(figures)
      revenues.set(publicationId, figures)
      mine.push(publicationId)
      // Builds run in this process too.
      await sleep(250)
    }
  }
  const readers = Array.from({ length: 100 }, reader)
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o9,c2,2025-04-02 10:00:00,delivered'])
  const { publication } = await shop.build()
  await expect.poll(() => revenues.has(publication.publicationId), { timeout: 5000 }).toBe(true)
  done.abort()
  await Promise.all(readers)
  expect(revenues.size).toBe(2)
  for (const mine of seen) expect(mine).toEqual(mine.toSorted((a, b) => (a < b ? -1 : 1)))
})

test('answers are kept within their bytes, the least recently asked forgotten first', () => {
  const answers = openAnswers(24_000)
  const whole = {
    status: 200,
    headers: {},
    operation: '',
    code: 'OK',
    publicationId: 'p',
    isPersonal: false,
  }
  const body = Buffer.alloc(2000)
  for (const key of ['a', 'b', 'c', 'a', 'd', 'e'])
    if (!answers.get(key)) answers.keep(key, { ...whole, body })
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => answers.get(key))).toEqual(['a', 'c', 'd', 'e'])
  answers.keep('large', { ...whole, body: Buffer.alloc(30_000) })
  expect(answers.get('large')).toBeUndefined()
})

test('an answer is given again to who may see as much, and to nobody else', async () => {
  const own = await serveLake(shop.lake, { auth: AUTH })
  try {
    const ask = async (scopes: readonly Scope[], subject: string) =>
      post({
        query: '{ customers { nodes { name } } }',
        headers: await bearer({ scopes, subject }),
        to: own,
      })
    const whole = await ask(['read', 'pii'], 'ana')
    expect((await ask(['pii', 'read'], 'bo')).isKept).toBe(true)
    const less = await ask(['read'], 'bo')
    expect([less.isKept, less.text.includes('FORBIDDEN')]).toEqual([false, true])
    expect(whole.text).not.toContain('FORBIDDEN')
  } finally {
    await own.close()
  }
})

test('equal questions at once are executed once', async () => {
  const own = await serveLake(shop.lake)
  try {
    const query = '{ sales(by: [PRODUCT, CHANNEL], grain: DAY) { rows { revenue } } }'
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ query, to: own })))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const metrics = await fetch(`${own.url}/metrics`).then((response) => response.text())
    expect(metrics).toContain('lakegate_statement_seconds_count{way="scan"} 1')
    // Who comes late finds the answer kept.
    const counts = metrics.matchAll(
      /lakegate_request_seconds_count\{operation="",code="OK",cache="(?:miss|hit)"\} (\d+)/g,
    )
    expect([...counts].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(20)
  } finally {
    await own.close()
  }
})
