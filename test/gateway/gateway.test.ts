import { createServer, request } from 'node:http'
import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { openShop, SMALL_SHOP, type Shop } from '../build/shop.ts'
import { ask } from './ask.ts'
import { type ServeOptions, serveLake } from './serve-lake.ts'

let shop: Shop
let gateway: Gateway
const logged: string[] = []
const start = (options: ServeOptions = {}) =>
  serveLake(shop.lake, { log: (line) => logged.push(line), ...options })

beforeAll(async () => {
  shop = openShop(SMALL_SHOP)
  await shop.build()
  gateway = await start()
  return async () => {
    await gateway.close()
    shop[Symbol.dispose]()
  }
})

const PUBLICATION = {
  publicationId: expect.stringMatching(/^\d{8}T/),
  publishedAt: expect.stringMatching(/Z$/),
  asOf: '2025-04-01T10:00:00.000000Z',
}

test('every answer says its publication, errors too', async () => {
  for (const query of [
    '{ publication { asOf } }',
    '{ nothing }',
    '{',
    '{ customers(first: 0) { totalCount } }',
  ]) {
    expect((await ask(gateway, query)).extensions?.publication, query).toEqual(PUBLICATION)
  }
})

const CUSTOMERS = '{ customers { totalCount } }'

test.each<[code: string, query: string, variables?: object]>([
  ['GRAPHQL_PARSE_FAILED', '{'],
  ['GRAPHQL_PARSE_FAILED', ''],
  ['GRAPHQL_VALIDATION_FAILED', '{ nothing }'],
  ['GRAPHQL_VALIDATION_FAILED', '{ customer { name } }'],
  ['GRAPHQL_VALIDATION_FAILED', '{ customers(where: { clv: { gte: 1.5 } }) { totalCount } }'],
  ['GRAPHQL_VALIDATION_FAILED', '{ customers(where: { segment: [BEST] }) { totalCount } }'],
  [
    'GRAPHQL_VALIDATION_FAILED',
    '{ orders(where: { ordered: { from: "2026-02-30" } }) { totalCount } }',
  ],
  ['GRAPHQL_VALIDATION_FAILED', '{ customers(orderBy: [{ by: NAME }]) { totalCount } }'],
  ['BAD_USER_INPUT', '{ customers(first: 0) { totalCount } }'],
  ['BAD_USER_INPUT', '{ customers(first: -1) { totalCount } }'],
  ['BAD_USER_INPUT', '{ customers(first: 501) { totalCount } }'],
  ['BAD_USER_INPUT', '{ orders(last: 501) { totalCount } }'],
  ['BAD_USER_INPUT', '{ products(first: 1, last: 1) { totalCount } }'],
  ['BAD_USER_INPUT', '{ customers(after: "abc") { totalCount } }'],
  [
    'BAD_USER_INPUT',
    '{ customers(where: { registered: { from: "2026-02-01", to: "2026-01-01" } }) { totalCount } }',
  ],
  ['BAD_USER_INPUT', '{ customer(customerId: "c1") { orders(first: 0) { totalCount } } }'],
  ['BAD_USER_INPUT', '{ topCustomers(first: 501) { name } }'],
  ['BAD_USER_INPUT', '{ salesMetrics(first: 0) { orders } }'],
  ['BAD_USER_INPUT', '{ salesMetrics(first: 10001) { orders } }'],
  ['BAD_USER_INPUT', '{ salesMetrics(grain: DAY, first: 3) { orders } }'],
  ['BAD_USER_INPUT', '{ salesMetrics(values: ["a"]) { orders } }'],
  [
    'BAD_USER_INPUT',
    '{ salesMetrics(range: { from: "2026-02-01", to: "2026-01-01" }) { orders } }',
  ],
  [
    'BAD_USER_INPUT',
    '{ salesSummary(range: { from: "2026-02-01", to: "2026-01-01" }) { criticalStock } }',
  ],
  [
    'BAD_USER_INPUT',
    'query ($d: Date) { salesSummary(range: { from: $d }) { criticalStock } }',
    { d: '0000-01-01' },
  ],
  ['BAD_USER_INPUT', '{ cohorts(months: 0) { customers } }'],
  ['BAD_USER_INPUT', '{ cohorts(months: 61) { customers } }'],
  ['BAD_USER_INPUT', '{ node(id: "abc") { id } }'],
  ['BAD_USER_INPUT', '{ node(id: "Rm9vOjE") { id } }'],
  ['BAD_USER_INPUT', 'query ($n: Int) { topCustomers(first: $n) { name } }', { n: null }],
  [
    'BAD_USER_INPUT',
    'query ($d: Decimal) { customers(where: { clv: { gte: $d } }) { totalCount } }',
    { d: 1.5 },
  ],
  ['BAD_USER_INPUT', 'query ($n: Int) { customers(first: $n) { totalCount } }', { n: 'ten' }],
  ['BAD_USER_INPUT', 'query A { publication { id } } query B { publication { id } }'],
])('%s for %s', async (code, query, variables) => {
  const { errors } = await ask(gateway, query, variables)
  expect(errors).toMatchObject([{ extensions: { code } }])
})

test('a body that is no JSON is refused, and nothing more is said of it', async () => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
    },
    body: '{"query": nonsense',
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({
    errors: [{ message: 'POST body sent invalid JSON.', extensions: { code: 'BAD_USER_INPUT' } }],
    extensions: { publication: PUBLICATION },
  })
})

test.each([
  { what: 'variables of an address', path: '/graphql?query=%7B__typename%7D&variables=bad' },
  { what: 'extensions of an address', path: '/graphql?query=%7B__typename%7D&extensions=bad' },
])('$what that are no JSON are refused', async ({ path }) => {
  const response = await fetch(`${gateway.url}${path}`)
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test('variables that are nested without end are refused', async () => {
  const where = `${'{"not":'.repeat(20_000)}{}${'}'.repeat(20_000)}`
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":"query($w: CustomerFilter) { customers(where: $w) { totalCount } }","variables":{"w":${where}}}`,
  })
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test.each([
  { host: 'evil.example', status: 421 },
  { host: '127.0.0.1.evil.example:4000', status: 421 },
  { host: 'localhost:4000', status: 200 },
  { host: '[::1]:4000', status: 200 },
])('a request to the host $host is answered with $status', async ({ host, status }) => {
  const { hostname, port } = new URL(gateway.url)
  const asked = request({ hostname, port, path: '/health', headers: { host } }).end()
  const [response] = await once(asked, 'response')
  expect(response.statusCode).toBe(status)
})

test('more rows than asked for is an error that names their number', async () => {
  const { errors } = await ask(gateway, '{ salesMetrics(grain: DAY, first: 3) { orders } }')
  expect(errors?.[0]?.message).toMatch(/^32 rows fit/)
})

test('a caller’s text is a value wherever it stands', async () => {
  const attack = `'; drop table silver.customers; --`
  const injection = `query ($text: String!, $id: ID!) {
    customers(where: { or: [{ country: { eq: $text } }, { city: { in: [$text] } }, { search: $text }] }) { totalCount }
    customer(customerId: $id) { name }
    orders(where: { customerId: $id, channel: { startsWith: $text } }) { totalCount }
    salesMetrics(dimension: CHANNEL, values: [$text]) { value orders }
  }`
  const { data, errors } = await ask(gateway, injection, { text: attack, id: attack })
  expect(errors).toBeUndefined()
  expect(data).toMatchObject({
    customers: { totalCount: 0 },
    customer: null,
    orders: { totalCount: 0 },
  })
  expect((await ask(gateway, CUSTOMERS)).data).toEqual({ customers: { totalCount: 2 } })
})

const pageAfter = (after: string | null) =>
  ask(
    gateway,
    `query ($after: String) { orders(first: 1, after: $after, orderBy: [{ by: ORDERED_AT, direction: ASC }]) {
        nodes { orderId } pageInfo { endCursor } } publication { publicationId } }`,
    { after },
  )

test('a cursor goes on by key in a later publication, which a running gateway sees within two seconds', async () => {
  const first = await pageAfter(null)
  const { endCursor } = pageInfoOf(first.data)
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o1b,c1,2025-03-01 12:00:00,delivered'])
  const { publication } = await shop.build()
  await expect
    .poll(async () => (await ask(gateway, CUSTOMERS)).extensions?.publication?.publicationId, {
      timeout: 2000,
      interval: 50,
    })
    .toBe(publication.publicationId)
  expect((await pageAfter(endCursor)).data).toMatchObject({
    orders: { nodes: [{ orderId: 'o1b' }] },
  })
})

function pageInfoOf(data: unknown): { endCursor: string } {
  const found = JSON.stringify(data).match(/"endCursor":"([^"]+)"/)
  return { endCursor: found![1]! }
}

test('a query that takes longer than allowed is stopped', async () => {
  const hasty = await start({ timeoutMs: 0 })
  const { errors } = await ask(hasty, CUSTOMERS)
  await hasty.close()
  expect(errors).toMatchObject([{ extensions: { code: 'TIMEOUT' } }])
})

test('without a publication a gateway answers that it is unavailable', async () => {
  using empty = openShop({})
  const waiting = await start({ lake: empty.lake })
  const { errors, extensions } = await ask(waiting, CUSTOMERS)
  await waiting.close()
  expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }])
  expect(extensions?.publication).toBeUndefined()
})

test('a port that is taken is said in one line', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address!.port : 0
  const refusal = await start({ port }).then(() => '', String)
  other.close()
  expect(refusal).toBe(
    `GatewayError: cannot listen on 127.0.0.1:${port}: the port is taken; stop what uses it or choose another with --port`,
  )
})

test('the playground opens without a network', async () => {
  const response = await fetch(`${gateway.url}/`, { headers: { accept: 'text/html' } })
  expect(response.url).toBe(`${gateway.url}/graphql`)
  const page = await response.text()
  expect(page).toContain('<title>Lakegate</title>')
  expect(page).not.toContain('%fetcher%')
  const head =
    page.slice(0, page.indexOf('<style>')) +
    page.slice(page.lastIndexOf('</style>'), page.lastIndexOf('</style>') + 500)
  expect(head).not.toMatch(/(src|href)="?https?:/)
})

test('no other page that a browser shows may read the answers', async () => {
  const response = await fetch(`${gateway.url}/graphql?query={publication{asOf}}`, {
    headers: { origin: 'https://example.com' },
  })
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})

test('it says that it lives', async () => {
  const response = await fetch(`${gateway.url}/health`)
  expect([response.status, await response.text()]).toEqual([200, 'ok\n'])
})

test('a client that leaves stops its query and leaves no trace', async () => {
  const left = Array.from({ length: 5 }, (_, i) =>
    fetch(`${gateway.url}/graphql?query={customers{totalCount}}`, {
      signal: AbortSignal.timeout(i),
    }).catch(() => undefined),
  )
  await Promise.all(left)
  expect((await ask(gateway, CUSTOMERS)).errors).toBeUndefined()
})

test('nothing unexpected happened', () => {
  expect(logged).toEqual([])
})
