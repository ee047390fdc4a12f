import { randomUUID } from 'node:crypto'
import { runInThisContext } from 'node:vm'
import { parse } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { type PageFetcherOptions, pageFetcher } from '../../../gateway/questions/page-fetcher.ts'
import { serveLake } from '../serve-lake.ts'
import { AUTH, bearer } from '../tokens.ts'
import { figure, soon } from './heard.ts'
import { type LakeWithLog, lakeWithLog } from './lake-with-log.ts'

let shop: LakeWithLog
beforeAll(async () => {
  shop = await lakeWithLog()
  return () => shop[Symbol.asyncDispose]()
})

const ORDERS = 'subscription Orders { orderPlaced { eventId } }'
const order = (eventId: string) => ({ data: { orderPlaced: { eventId } } })

/** Asks as the page does, from its text alone. */
function asked(url: string, query: string, headers: PageFetcherOptions['headers'] = {}) {
  const fetcher: typeof pageFetcher = runInThisContext(`(${String(pageFetcher)})`)
  return fetcher(`${url}/graphql`)({ query }, { headers, documentAST: parse(query) })
}

/** What the page is shown of a subscription. */
function shown(...parameters: Parameters<typeof asked>) {
  const answers: unknown[] = []
  let isComplete = false
  const told = asked(...parameters)
  if (!('subscribe' in told)) throw new Error('is answered once')
  const { unsubscribe } = told.subscribe({
    next: (answer) => answers.push(answer),
    complete: () => (isComplete = true),
  })
  return { answers, unsubscribe, isComplete: () => isComplete }
}

test('the playground shows orders until it is stopped, and after the gateway was away', async () => {
  const first = await serveLake(shop.lake)
  const page = shown(first.url, ORDERS)
  expect(await soon(async () => (await figure(first, 'lakegate_subscribers')) === 1)).toBe(true)
  await shop.buy(['p1'])
  expect(await soon(() => page.answers.length === 1)).toBe(true)
  await first.close()
  expect(await soon(() => page.answers.length === 2)).toBe(true)
  expect(page.answers).toEqual([
    order('p1'),
    {
      errors: [
        {
          message: `${first.url}/graphql: the gateway stops; it is tried again until this is stopped`,
        },
      ],
    },
  ])
  const second = await serveLake(shop.lake, { port: Number(new URL(first.url).port) })
  expect(await soon(async () => (await figure(second, 'lakegate_subscribers')) === 1)).toBe(true)
  expect(page.answers.at(-1)).toEqual(order('p1'))
  await shop.buy(['p2'])
  expect(await soon(() => page.answers.length > 3)).toBe(true)
  expect(page.answers.at(-1)).toEqual(order('p2'))
  page.unsubscribe()
  expect(await soon(async () => (await figure(second, 'lakegate_subscribers')) === 0)).toBe(true)
  await second.close()
  expect(page.isComplete()).toBe(false)
})

test('the playground sends the headers of its tab, and shows why it was refused', async () => {
  const gateway = await serveLake(shop.lake, { auth: AUTH })
  const refused = shown(gateway.url, ORDERS)
  expect(await soon(refused.isComplete)).toBe(true)
  expect(JSON.stringify(refused.answers)).toMatch(/UNAUTHENTICATED: send a key or a token/)
  const wrong = shown(gateway.url, 'subscription { orderPlaced { nothing } }', await bearer())
  expect(await soon(wrong.isComplete)).toBe(true)
  expect(JSON.stringify(wrong.answers)).toMatch(/Cannot query field/)
  const page = shown(gateway.url, ORDERS, await bearer())
  const isHeard = async () => {
    await shop.buy([randomUUID()])
    return page.answers.length > 0
  }
  expect(await soon(isHeard)).toBe(true)
  expect(page.answers[0]).toHaveProperty('data.orderPlaced.eventId')
  page.unsubscribe()
  const stores = asked(gateway.url, '{ stores { storeId } }', await bearer())
  expect(await stores).toHaveProperty('data.stores')
  await gateway.close()
  const away = await asked(gateway.url, '{ stores { storeId } }')
  expect(JSON.stringify(away)).toContain(`${gateway.url}/graphql: no answer: TypeError`)
})
