import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import type { Publication } from '../../lakehouse/publication.ts'
import { SMALL_SHOP, type Shop } from '../build/shop.ts'
import { ask, askWith } from './ask.ts'
import { type Answer, type Days, type Recorded, openDays } from './days.ts'

const FIELDS = `{
  publication { publicationId publishedAt asOf definitionsHash tables { table version rows } }
  salesMetrics(grain: MONTH) { periodStart orders revenue cumulativeRevenue }
  customers { totalCount nodes { name analytics { revenue segment clv } orders { nodes { orderId total items { lineTotal product { name } } } } } }
  cohorts(basis: FIRST_ORDER) { month customers cells { active revenue } }
  salesSummary { current { orders revenue } }
}`
const AS_OF = `query ($time: DateTime, $publication: ID) @asOf(time: $time, publication: $publication) ${FIELDS}`

let shop: Shop
let gateway: Gateway
let recorded: readonly Recorded[]
let start: Days['start']
let forget: Days['forget']
let logged: Days['logged']

beforeAll(async () => {
  const days = await openDays(5, FIELDS)
  ;({ shop, recorded, start, forget, logged } = days)
  gateway = await start()
  return async () => {
    await gateway.close()
    days[Symbol.dispose]()
  }
})

const archived = () => readdirSync(join(shop.lake, 'serving', 'earlier')).toSorted()

test('answers of different days differ, so that they can be told apart', () => {
  expect(new Set(recorded.map(({ answer }) => JSON.stringify(answer.data))).size).toBe(5)
  expect(recorded.flatMap(({ answer }) => answer.errors ?? [])).toEqual([])
})

test('builds leave the newest three files, and no others', () => {
  const files = readdirSync(join(shop.lake, 'serving')).filter((name) => name !== 'earlier')
  expect(files.toSorted()).toEqual(
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

test('asked for at once by many while their files are gone, each gets its publication', async () => {
  forget()
  const asked = Array.from({ length: 40 }, (_, i) => recorded[i % recorded.length]!)
  const answers = await Promise.all(
    asked.map(({ publication }) => ask(gateway, AS_OF, { publication: publication.publicationId })),
  )
  expect(answers).toEqual(asked.map(({ answer }) => answer))
})

test('two gateways share the files that they make', async () => {
  forget()
  const gateways = [await start(), await start()]
  const [first, second] = recorded
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      ask(gateways[i % 2]!, AS_OF, { time: (i % 4 < 2 ? first : second)!.publication.publishedAt }),
    ),
  )
  await Promise.all(gateways.map(({ close }) => close()))
  expect(answers).toEqual(answers.map((_, i) => (i % 4 < 2 ? first : second)!.answer))
  expect(archived()).toEqual(
    [first, second].map((each) => `${each!.publication.publicationId}.duckdb`).toSorted(),
  )
})

test('what is not made in time is made all the same, for whoever asks again', async () => {
  forget()
  const hasty = await start({ timeoutMs: 100 })
  const { publication } = recorded[0]!
  const early = await ask(hasty, AS_OF, { publication: publication.publicationId })
  expect(early.errors).toMatchObject([
    { message: expect.stringContaining('ask again'), extensions: { code: 'UNAVAILABLE' } },
  ])
  await expect.poll(archived, { timeout: 10_000 }).toEqual([`${publication.publicationId}.duckdb`])
  const again = `query @asOf(publication: "${publication.publicationId}") { customers { totalCount } }`
  await expect
    .poll(() => ask(hasty, again), { timeout: 10_000 })
    .toMatchObject({
      data: { customers: { totalCount: 2 } },
      extensions: { publication: { asOf: publication.asOf } },
    })
  await hasty.close()
})

interface Refusal {
  readonly what: string
  readonly code: string
  readonly message: RegExp
  readonly asked: () => Promise<Answer>
}

test.each<Refusal>([
  {
    what: 'an unknown key',
    code: 'NOT_FOUND',
    message: /^there is no publication "p0'; --"/,
    asked: () => ask(gateway, AS_OF, { publication: "p0'; --" }),
  },
  {
    what: 'a time before the first publication',
    code: 'NOT_FOUND',
    message: /^nothing had been published at 2001-01-01T00:00:00Z: the first publication is of 20/,
    asked: () => ask(gateway, AS_OF, { time: '2001-01-01T00:00:00Z' }),
  },
  {
    what: 'a time and a key',
    code: 'BAD_USER_INPUT',
    message:
      /^one publication answers a request: ask for time 2026-01-01T00:00:00Z or for publication p1/,
    asked: () => ask(gateway, AS_OF, { time: '2026-01-01T00:00:00Z', publication: 'p1' }),
  },
  {
    what: 'a header that says another than the directive',
    code: 'BAD_USER_INPUT',
    message: /^one publication answers a request/,
    asked: () => askWith({ 'lakegate-publication': 'p2' })(gateway, AS_OF, { publication: 'p1' }),
  },
  {
    what: 'two headers',
    code: 'BAD_USER_INPUT',
    message: /^one publication answers a request/,
    asked: () =>
      askWith({ 'lakegate-publication': 'p2', 'lakegate-as-of': '2026-01-01T00:00:00Z' })(
        gateway,
        FIELDS,
      ),
  },
  {
    what: 'a header that is no instant',
    code: 'BAD_USER_INPUT',
    message: /^Lakegate-As-Of must be an instant such as "2026-11-22T05:20:00Z", not "yesterday"/,
    asked: () => askWith({ 'lakegate-as-of': 'yesterday' })(gateway, FIELDS),
  },
  {
    what: 'a variable that is no instant',
    code: 'BAD_USER_INPUT',
    message: /DateTime must be an instant/,
    asked: () => ask(gateway, AS_OF, { time: '2026-02-30T00:00:00Z' }),
  },
  {
    what: 'a time in the document that is no instant',
    code: 'GRAPHQL_VALIDATION_FAILED',
    message: /DateTime must be an instant/,
    asked: () => ask(gateway, `query @asOf(time: "now") ${FIELDS}`),
  },
  {
    what: 'the directive twice',
    code: 'GRAPHQL_VALIDATION_FAILED',
    message: /can only be used once/,
    asked: () => ask(gateway, `query @asOf(publication: "a") @asOf(publication: "b") ${FIELDS}`),
  },
])('$what is refused', async ({ code, message, asked }) => {
  const { data, errors } = await asked()
  expect(errors).toMatchObject([{ message: expect.stringMatching(message), extensions: { code } }])
  expect(data ?? null).toBeNull()
})

test('an error on the way to a publication names none', async () => {
  expect((await ask(gateway, AS_OF, { publication: 'p0' })).extensions?.publication).toBeUndefined()
})

test('of several operations the one that runs says its publication', async () => {
  const { publication } = recorded[0]!
  const query = `query Now { publication { asOf } }
    query Then @asOf(publication: "${publication.publicationId}") { publication { asOf } }`
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, operationName: 'Then' }),
  })
  expect(await response.json()).toMatchObject({ data: { publication: { asOf: publication.asOf } } })
})

test('what was asked for stays right while a build publishes', async () => {
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o5,c1,2025-07-01 10:00:00,delivered'])
  const built = new AbortController()
  const building = shop.build().finally(() => built.abort())
  for (let i = 0; !built.signal.aborted; i++) {
    const { publication, answer } = recorded[i % recorded.length]!
    expect(await ask(gateway, AS_OF, { publication: publication.publicationId })).toEqual(answer)
  }
  const { publication } = await building
  expect(
    await askWith({ 'lakegate-publication': publication.publicationId })(gateway, FIELDS),
  ).toMatchObject({ extensions: { publication: { publicationId: publication.publicationId } } })
})

test('nothing unexpected happened', () => {
  expect(logged).toEqual([])
})
