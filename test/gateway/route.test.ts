import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { type ServeOptions, serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

let lake: string
let gateway: Gateway
let documents: string
const COUNT = 'query Count { customers { totalCount } }'
const CORS = { origins: ['https://app.example'] }
beforeAll(async () => {
  ;({ lake } = await edgeShop())
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-documents-'))
  documents = join(folder, 'documents.json')
  writeFileSync(documents, JSON.stringify({ [hash('sha256', COUNT)]: COUNT }))
  gateway = await serveLake(lake, {
    cors: CORS,
    graphql: { persistedOnly: false, persisted: [documents] },
  })
  return async () => {
    await gateway.close()
    rmSync(folder, { recursive: true })
  }
})

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) }))
    .optional(),
})

interface Sent extends RequestInit {
  readonly path?: string
  readonly to?: Pick<Gateway, 'url'>
}

async function sent({ path = '/graphql', to = gateway, ...request }: Sent) {
  const response = await fetch(`${to.url}${path}`, { redirect: 'manual', ...request })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  const { data, errors } = answer.parse(isJson ? JSON.parse(text) : {})
  return {
    response,
    status: response.status,
    data,
    code: errors?.[0]?.extensions.code,
    message: errors?.[0]?.message,
  }
}

const JSON_BODY = { method: 'POST', body: JSON.stringify({ query: COUNT }) }
const post = (headers: Record<string, string> = {}, to?: Gateway) =>
  sent({
    ...JSON_BODY,
    headers: { 'content-type': 'application/json', ...headers },
    ...(to ? { to } : {}),
  })

async function served<T>(options: ServeOptions, use: (own: Gateway) => Promise<T>): Promise<T> {
  const own = await serveLake(lake, options)
  return await use(own).finally(() => own.close())
}

test.each([
  { what: 'a path of nothing', path: '/admin', status: 404, code: 'NOT_FOUND' },
  { what: 'another method', method: 'DELETE', status: 405, code: 'BAD_USER_INPUT' },
  {
    what: 'a form',
    ...JSON_BODY,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'text, as any page may send it',
    ...JSON_BODY,
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'BAD_USER_INPUT',
  },
  {
    what: 'JSON that is packed',
    ...JSON_BODY,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    status: 415,
    code: 'BAD_USER_INPUT',
  },
])('$what is refused with a code', async ({ status, code, ...request }) => {
  expect(await sent(request)).toMatchObject({ status, code })
})

test.each([
  { what: 'a page of another site', headers: { origin: 'https://evil.example' }, status: 403 },
  { what: 'a page of no site', headers: { origin: 'null' }, status: 403 },
  {
    what: 'a script in a page of another site',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    status: 403,
  },
  { what: 'a page that is allowed', headers: { origin: 'https://app.example' }, status: 200 },
])('$what: $status', async ({ headers, status }) => {
  const { response, code } = await post(headers)
  expect([response.status, code]).toEqual([status, status === 403 ? 'FORBIDDEN' : undefined])
  const origin = 'origin' in headers && status === 200 ? headers.origin : null
  expect(response.headers.get('access-control-allow-origin')).toBe(origin)
})

test('a page of the server itself may ask', async () => {
  expect((await post({ origin: gateway.url })).status).toBe(200)
})

test('an allowed page is told before it asks that it may', async () => {
  const { response } = await sent({
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
  })
  expect(response.status).toBe(204)
  expect(response.headers.get('access-control-allow-headers')).toContain('authorization')
})

test('every answer names its request, and is not taken for what it is not', async () => {
  const { response } = await post()
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

/** The address of a document by its hash. */
function persisted(text: string, variables = {}): string {
  const extensions = { persistedQuery: { version: 1, sha256Hash: hash('sha256', text) } }
  const parameters = {
    extensions: JSON.stringify(extensions),
    variables: JSON.stringify(variables),
  }
  return `/graphql?${new URLSearchParams(parameters)}`
}

test('a persisted document is asked for by its hash, and not sent again to who has its answer', async () => {
  const path = persisted(COUNT)
  const { response, data } = await sent({ path })
  expect(data).toMatchObject({ customers: { totalCount: expect.any(Number) } })
  const etag = response.headers.get('etag')!
  expect(response.headers.get('cache-control')).toBe('private, no-cache')
  const again = await sent({ path, headers: { 'if-none-match': etag } })
  expect([again.status, again.response.headers.get('etag')]).toEqual([304, etag])
  expect((await sent({ path, headers: { 'if-none-match': '"other"' } })).status).toBe(200)
})

test('a hash of no document is told', async () => {
  expect(await sent({ path: persisted('{ other }') })).toMatchObject({ code: 'NOT_FOUND' })
})

test('where only persisted documents are answered, no other is', () =>
  served({ graphql: { persistedOnly: true, persisted: [documents] } }, async (own) => {
    expect(await post({}, own)).toMatchObject({ code: 'PERSISTED_ONLY' })
    expect(await sent({ path: persisted('{ other }'), to: own })).toMatchObject({
      code: 'PERSISTED_ONLY',
    })
    expect((await sent({ path: persisted(COUNT), to: own })).data).toBeDefined()
  }))

test('a file that holds no documents is named at the start, and so is that there is none', async () => {
  const graphql = { persistedOnly: false, persisted: ['package.json'] }
  await expect(serveLake(lake, { graphql })).rejects.toThrow('graphql.persisted names package.json')
  const none = { persistedOnly: true, persisted: [] }
  await expect(serveLake(lake, { graphql: none })).rejects.toThrow('graphql.persisted names none')
})

test('where callers are told apart there is no playground and no introspection, unless allowed', async () => {
  const page = { headers: { accept: 'text/html' } }
  expect((await sent(page)).response.headers.get('content-type')).toContain('text/html')
  const asks = async (own: Gateway, query: string) =>
    sent({
      method: 'POST',
      body: JSON.stringify({ query }),
      headers: { 'content-type': 'application/json', ...(await bearer()) },
      to: own,
    })
  await served({ auth: AUTH }, async (own) => {
    expect((await sent({ ...page, to: own })).status).toBe(401)
    expect(await asks(own, '{ __schema { types { name } } }')).toMatchObject({ code: 'FORBIDDEN' })
    const { message } = await asks(own, '{ customer { name } }')
    expect((await asks(own, '{ custmers { name } }')).message).toBe(
      'Cannot query field "custmers" on type "Query".',
    )
    expect(message).not.toContain('Did you mean')
  })
  const graphql = { persistedOnly: false, persisted: [], playground: true, introspection: true }
  await served({ auth: AUTH, graphql }, async (own) => {
    expect((await sent({ ...page, to: own })).response.headers.get('content-type')).toContain(
      'text/html',
    )
    expect((await asks(own, '{ __schema { queryType { name } } }')).data).toBeDefined()
    expect((await asks(own, '{ custmers { name } }')).message).toContain('Did you mean')
  })
})

test('who asks too often is told when to go on; others are not held up', () =>
  served({ auth: AUTH, rate: { perMinute: 3 } }, async (own) => {
    const [ana, bo] = [await bearer({ subject: 'ana' }), await bearer({ subject: 'bo' })]
    const left = []
    for (let i = 0; i < 3; i++) left.push((await post(ana, own)).response.headers.get('ratelimit'))
    expect(left.map((header) => header?.split(';')[1])).toEqual(['r=2', 'r=1', 'r=0'])
    const refused = await post(ana, own)
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
    expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await post(bo, own)).status).toBe(200)
    const statuses = []
    for (let i = 0; i < 4; i++)
      statuses.push((await post({ authorization: 'Bearer x' }, own)).status)
    expect(statuses).toEqual([401, 401, 401, 429])
  }))

test('who opens the page without saying who it is counts by its address too', () =>
  served(
    {
      auth: AUTH,
      rate: { perMinute: 1 },
      graphql: { persistedOnly: false, persisted: [], playground: true },
    },
    async (own) => {
      const page = { headers: { accept: 'text/html' }, to: own }
      expect((await sent(page)).status).toBe(200)
      expect((await sent(page)).status).toBe(429)
    },
  ))

test('an answer of which nothing is taken is given up with its connection', () =>
  served({ timeoutMs: 1000 }, async (own) => {
    const socket = connect(Number(new URL(own.url).port), '127.0.0.1').pause()
    socket.write('GET /graphql HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n\r\n')
    await setTimeout(3500)
    let bytes = 0
    socket.on('data', (chunk) => (bytes += chunk.length))
    socket.on('error', () => {})
    await once(socket.resume(), 'close')
    expect(bytes).toBeLessThan(9_000_000)
  }))
