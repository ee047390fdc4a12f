import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../../gateway/gateway.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { type Publication, publish, servingFile } from '../../lakehouse/publication.ts'
import { openShop, SMALL_SHOP, type Shop } from '../build/shop.ts'
import { ask, askWith } from './ask.ts'

const FIELDS = `{
  publication { publicationId publishedAt asOf definitionsHash tables { table version rows } }
  salesMetrics(grain: MONTH) { periodStart orders revenue cumulativeRevenue }
  customers { totalCount nodes { name analytics { revenue segment clv } orders { nodes { orderId total items { lineTotal product { name } } } } } }
  cohorts(basis: FIRST_ORDER) { month customers cells { active revenue } }
  salesSummary { current { orders revenue } }
}`
const AS_OF = `query ($time: DateTime, $publication: ID) @asOf(time: $time, publication: $publication) ${FIELDS}`

type Answer = Awaited<ReturnType<typeof ask>>

/** A publication with the answer that it gave while it was the current one. */
interface Recorded {
  readonly publication: Publication
  readonly answer: Answer
}

let shop: Shop
let gateway: Gateway
let recorded: Recorded[]
const logged: string[] = []

const start = (options: { keepDays?: number; timeoutMs?: number } = {}) =>
  startGateway({
    lake: shop.lake,
    host: '127.0.0.1',
    port: 0,
    timeoutMs: 10_000,
    keepDays: 30,
    memoryLimit: '300MB',
    log: (line: string) => logged.push(line),
    ...options,
  })

/** The shop's days: orders come, a product is renamed, an order is changed. */
const DAYS: readonly Readonly<Record<string, readonly string[]>>[] = [
  {},
  { 'orders.csv': [...SMALL_SHOP['orders.csv'], 'o4,c2,2025-05-01 10:00:00,delivered'] },
  { 'products.csv': ['product_id,name,price,cost', 'p1,Blade,12.00,4.00', 'p2,Fork,5.00,2.00'] },
  { 'customers.csv': ['customer_id,name,registration_date', 'c1,Anna,2025-01-01'] },
  { 'orders.csv': [...SMALL_SHOP['orders.csv'], 'o4,c1,2025-06-01 10:00:00,cancelled'] },
]

beforeAll(async () => {
  shop = openShop(SMALL_SHOP)
  recorded = []
  for (const files of DAYS) {
    for (const [file, lines] of Object.entries(files)) shop.give(file, lines)
    const { publication } = await shop.build()
    const now = await start()
    recorded.push({ publication, answer: await ask(now, FIELDS) })
    await now.close()
  }
  gateway = await start()
  return async () => {
    await gateway.close()
    shop[Symbol.dispose]()
  }
})

const archived = () => readdirSync(join(shop.lake, 'serving', 'earlier')).toSorted()
const forget = () =>
  rmSync(join(shop.lake, 'serving', 'earlier'), { recursive: true, force: true })

test('answers of different days differ, so that they can be told apart', () => {
  expect(new Set(recorded.map(({ answer }) => JSON.stringify(answer.data))).size).toBe(5)
  expect(recorded.flatMap(({ answer }) => answer.errors ?? [])).toEqual([])
})

test('builds leave the newest three files, and no others', () => {
  expect(readdirSync(join(shop.lake, 'serving')).toSorted()).toEqual(
    recorded.slice(2).map(({ publication }) => `${publication.publicationId}.duckdb`),
  )
})

test.each([
  {
    name: 'the directive, by key',
    as: ({ publicationId }: Publication) => ask(gateway, AS_OF, { publication: publicationId }),
  },
  {
    name: 'the directive, by time',
    as: ({ publishedAt }: Publication) => ask(gateway, AS_OF, { time: publishedAt }),
  },
  {
    name: 'the directive, written out',
    as: ({ publicationId }: Publication) =>
      ask(gateway, `query @asOf(publication: "${publicationId}") ${FIELDS}`),
  },
  {
    name: 'the header Lakegate-Publication',
    as: ({ publicationId }: Publication) =>
      askWith({ 'lakegate-publication': publicationId })(gateway, FIELDS),
  },
  {
    name: 'the header Lakegate-As-Of',
    as: ({ publishedAt }: Publication) =>
      askWith({ 'Lakegate-As-Of': publishedAt })(gateway, FIELDS),
  },
  {
    name: 'both, when they say the same',
    as: ({ publicationId }: Publication) =>
      askWith({ 'lakegate-publication': publicationId })(gateway, AS_OF, {
        publication: publicationId,
      }),
  },
])('a publication answers as it did when it was current: $name', async ({ as }) => {
  for (const { publication, answer } of recorded) expect(await as(publication)).toEqual(answer)
})

test('a time between two publications is of the earlier, a later time of the current one', async () => {
  const [, second, third] = recorded
  const justBefore = new Date(Date.parse(third!.publication.publishedAt) - 1).toISOString()
  expect(await ask(gateway, AS_OF, { time: justBefore })).toEqual(second!.answer)
  expect(await ask(gateway, AS_OF, { time: '2999-01-01T00:00:00+02:00' })).toEqual(
    recorded.at(-1)!.answer,
  )
})

test('nulls ask for the current publication', async () => {
  expect(await ask(gateway, AS_OF, { time: null })).toEqual(recorded.at(-1)!.answer)
  expect(await ask(gateway, AS_OF)).toEqual(recorded.at(-1)!.answer)
})

test('asked for at once by many, a file is made once for each, and all answers are right', async () => {
  forget()
  const asked = Array.from({ length: 40 }, (_, i) => recorded[i % recorded.length]!)
  const answers = await Promise.all(
    asked.map(({ publication }) => ask(gateway, AS_OF, { publication: publication.publicationId })),
  )
  expect(answers).toEqual(asked.map(({ answer }) => answer))
})
