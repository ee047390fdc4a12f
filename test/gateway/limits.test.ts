import { once } from 'node:events'
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { ask } from './ask.ts'
import { LIMITS, serveLake } from './serve-lake.ts'

const logged: string[] = []
let gateway: Gateway
beforeAll(async () => {
  const { lake } = await edgeShop()
  const limits = { ...LIMITS, maxCost: 2000, maxDepth: 8, maxTokens: 300, maxBytes: 10_000 }
  gateway = await serveLake(lake, { limits, timeoutMs: 2000, log: (line) => logged.push(line) })
  return () => gateway.close()
})

test.each([
  { query: '{ __typename }', cost: 1 },
  { query: '{ publication { asOf } }', cost: 2 },
  { query: '{ customers(first: 10) { nodes { name city } } }', cost: 1 + 10 * (1 + 2) },
  { query: '{ customers { edges { node { name } } } }', cost: 1 + 50 * (1 + 1 + 1) },
  { query: '{ customers(last: 3) { totalCount } }', cost: 1 + 3 },
  { query: '{ nodes(ids: ["Q3VzdG9tZXI6dTAx"]) { id } }', cost: 1 + 1 },
  { query: '{ salesMetrics(grain: DAY, first: 1000) { revenue } }', cost: 1 + 1000 },
  { query: '{ segments: customerSegments { segment } }', cost: 1 + 10 },
])('$query costs $cost', async ({ query, cost }) => {
  const { errors, extensions } = await ask(gateway, query)
  expect(errors).toBeUndefined()
  expect(extensions?.cost).toBe(cost)
})

const NESTED = '{ customers(first: $first) { nodes { orders(first: 20) { nodes { total } } } } }'

test.each([
  {
    what: 'too many values',
    query: '{ customers(first: 500) { nodes { name city country } } }',
    message: 'the query may give 2001 values; 2000 are allowed',
  },
  {
    what: 'pages in pages, their length in a variable',
    query: `query q($first: Int = 80) ${NESTED}`,
    message: 'the query may give 3361 values',
  },
  {
    what: 'the chosen one of two operations',
    query: `query cheap { __typename } query dear { customers(first: 500) { nodes { name city country } } }`,
    operationName: 'dear',
    message: 'the query may give 2001 values',
  },
  {
    what: 'the same again under other names',
    query: `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: customers(first: 50) { nodes { name } }`).join(' ')} }`,
    message: 'the query may give 2020 values',
  },
  {
    what: 'the same again and again',
    query: `{ ${'__typename '.repeat(60)} }`,
    message: 'the query asks more than 50 times for __typename in one place',
  },
  {
    what: 'the same in fragments within fragments',
    query: `{ ...f0 } ${Array.from({ length: 6 }, (_, i) => `fragment f${i} on Query { ${'__typename '.repeat(9)} ...f${(i + 1) % 6} }`).join(' ')}`,
    message: 'the query asks more than 50 times for __typename in one place',
  },
  {
    what: 'too deep',
    query:
      '{ orders(first: 1) { nodes { items { product { reviews(first: 1) { nodes { order { customer { name } } } } } } } } }',
    message: 'the query is 9 deep; 8 are allowed',
  },
])('$what: COST_LIMIT', async ({ query, operationName, message }) => {
  const { data, errors } = await post({ query, operationName })
  expect(data).toBeUndefined()
  expect(errors).toMatchObject([
    { message: expect.stringContaining(message), extensions: { code: 'COST_LIMIT' } },
  ])
})

test('a document of too many words is not read to its end', async () => {
  const { errors } = await ask(gateway, `{ ${'__typename '.repeat(400)} }`)
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('300 tokens'),
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    },
  ])
})

test.each([{ size: 10_001 }, { size: 10_000_000 }])(
  'a body of $size bytes is refused, and the next request is answered',
  async ({ size }) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: 'x'.repeat(size),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }],
    })
    expect((await ask(gateway, '{ __typename }')).data).toEqual({ __typename: 'Query' })
  },
)

test('a body that does not come is given up', async () => {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  slow()
    .on('response', ({ statusCode }) => resolve(statusCode))
    .on('error', reject)
  expect(await promise).toBe(408)
})

/** A request whose body does not end. */
function slow() {
  const { hostname, port } = new URL(gateway.url)
  const headers = { 'content-type': 'application/json', 'content-length': 100 }
  const sent = request({ hostname, port, path: '/graphql', method: 'POST', headers })
  sent.write('{"query":')
  return sent
}

test('who leaves in the middle of a body is not logged, and the next request is answered', async () => {
  const sent = slow()
  sent.on('error', () => {})
  await once(sent, 'socket')
  await sleep(100)
  sent.destroy()
  await sleep(100)
  expect(logged).toEqual([])
  expect((await ask(gateway, '{ __typename }')).data).toEqual({ __typename: 'Query' })
})

test('a request without a body is told so', async () => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  })
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

async function post(body: object): Promise<{ data?: unknown; errors?: unknown }> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return JSON.parse(await response.text())
}
