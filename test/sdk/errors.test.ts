import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Gateway } from '../../gateway/gateway.ts'
import { listen } from '../../gateway/listen.ts'
import {
  CustomersPageDocument,
  SalesMetricsDocument,
  SegmentsDocument,
  TopCustomersDocument,
} from '../../sdk/generated/graphql.ts'
import { Decimal, LakegateError, createClient } from '../../sdk/index.ts'
import { LIMITS } from '../gateway/serve-lake.ts'
import { AUTH, tokenOf } from '../gateway/tokens.ts'
import { recorder } from './recorder.ts'
import { clientOf, serveEdge } from './served.ts'

let gateway: Gateway
beforeAll(async () => {
  gateway = await serveEdge({ limits: { ...LIMITS, maxCost: 10_000 } })
  return () => gateway.close()
})

async function failure(call: Promise<unknown>): Promise<LakegateError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof LakegateError) return error
  throw new Error('not a LakegateError', { cause: error })
}

test('a wrong argument', async () => {
  const error = await failure(clientOf(gateway).query(SalesMetricsDocument, { first: 0 }))
  expect(error).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'first must be from 1 to 10000, not 0 (salesMetrics)',
    errors: [{ path: ['salesMetrics'], extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test('a question that costs too much', async () => {
  const error = await failure(clientOf(gateway).query(CustomersPageDocument, { first: 500 }))
  expect(error.code).toBe('COST_LIMIT')
})

test('a field that the gateway no longer has', async () => {
  const gone = {
    __meta__: { operation: 'Gone', shape: {}, hash: '' },
    toString: () => 'query Gone { gone }',
  }
  const error = await failure(clientOf(gateway).query(gone))
  expect(error.code).toBe('GRAPHQL_VALIDATION_FAILED')
})

test('a publication that is not there', async () => {
  const asOf = { publication: 'nonsense' }
  const error = await failure(clientOf(gateway, { asOf }).query(SegmentsDocument))
  expect(error.code).toBe('NOT_FOUND')
})

test('what was answered beside an error is there, decoded', async () => {
  await using own = await guarded()
  const client = clientOf(own.gateway, { token: () => tokenOf({ scopes: ['read'] }) })
  const error = await failure(client.query(TopCustomersDocument, { first: 1, personal: true }))
  expect(error).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringMatching(/^Customer\.name needs the scope .* \(topCustomers\.0\.name\)$/),
    errors: [{ path: ['topCustomers', 0, 'name'] }, { path: ['topCustomers', 0, 'email'] }],
    data: { topCustomers: [{ name: null, analytics: { revenue: expect.any(Decimal) } }] },
  })
})

test('a token that is none, and no token', async () => {
  await using own = await guarded()
  for (const token of ['nonsense', undefined]) {
    const error = await failure(clientOf(own.gateway, { token }).query(SegmentsDocument))
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) })
  }
})

/** A gateway that tells callers apart. */
async function guarded() {
  const guarding = await serveEdge({ auth: AUTH })
  return { gateway: guarding, [Symbol.asyncDispose]: guarding.close }
}

test('an address without a gateway', async () => {
  const error = await failure(
    createClient({ url: `${gateway.url}/nowhere` }).query(SegmentsDocument),
  )
  expect(error).toMatchObject({
    code: 'NOT_FOUND',
    message: 'nothing is here: questions are answered at /graphql',
  })
})

test('a port without a server', async () => {
  const closed = await serveEdge()
  await closed.close()
  const error = await failure(clientOf(closed).query(SegmentsDocument))
  expect(error).toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})

test('a page of another site is told what the gateway may lack', async () => {
  const closed = await serveEdge()
  await closed.close()
  onTestFinished(() => void vi.unstubAllGlobals())
  vi.stubGlobal('location', { origin: 'https://shop.example' })
  const { message } = await failure(clientOf(closed).query(SegmentsDocument))
  expect(message).toMatch(/; if it runs, its cors\.origins must list https:\/\/shop\.example$/)
  vi.stubGlobal('location', { origin: closed.url })
  expect((await failure(clientOf(closed).query(SegmentsDocument))).message).not.toContain('cors')
})

test.each([
  { status: 502, body: '<html>Bad gateway</html>', code: 'UNAVAILABLE' },
  { status: 504, body: '', code: 'TIMEOUT' },
  { status: 429, body: 'slow down', code: 'RATE_LIMITED' },
  { status: 413, body: '', code: 'PAYLOAD_TOO_LARGE' },
  { status: 401, body: '', code: 'UNAUTHENTICATED' },
  { status: 200, body: '<html>Welcome</html>', code: 'NOT_FOUND' },
  { status: 200, body: '[]', code: 'NOT_FOUND' },
  { status: 200, body: '{"data":null}', code: 'INTERNAL' },
])('$status "$body" of something between is $code', async ({ status, body, code }) => {
  const { fetch } = recorder(new Response(body, { status }))
  const error = await failure(clientOf(gateway, { fetch }).query(SegmentsDocument))
  expect(error.code).toBe(code)
})

test('the request is named as the gateway names it', async () => {
  const errors = [
    { message: 'Unexpected error.', extensions: { code: 'INTERNAL', requestId: 'r1' } },
  ]
  const masked = Response.json({ errors })
  const limited = Response.json(
    { errors: [{ message: 'x', extensions: { code: 'NEW' } }] },
    { headers: { 'x-request-id': 'r2' } },
  )
  const client = clientOf(gateway, recorder(masked, limited))
  expect(await failure(client.query(SegmentsDocument))).toMatchObject({
    code: 'INTERNAL',
    requestId: 'r1',
  })
  expect(await failure(client.query(SegmentsDocument))).toMatchObject({
    code: 'INTERNAL',
    requestId: 'r2',
  })
})

/** A server that takes requests and says nothing. */
async function silence() {
  const server = createServer(() => {})
  const url = await listen(server, { host: '127.0.0.1', port: 0 })
  return {
    url,
    [Symbol.dispose]: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

test('no answer in time', async () => {
  using silent = await silence()
  const started = performance.now()
  const error = await failure(createClient({ ...silent, timeoutMs: 100 }).query(SegmentsDocument))
  expect(error).toMatchObject({
    code: 'TIMEOUT',
    message: 'Segments was not answered within 100 ms',
  })
  expect(performance.now() - started).toBeLessThan(5000)
})

test('a call that is given up rejects with the reason that was given', async () => {
  using silent = await silence()
  const client = createClient({ ...silent })
  const leaving = new AbortController()
  const reason = new Error('the page was left')
  void sleep(50).then(() => leaving.abort(reason))
  await expect(client.query(SegmentsDocument, {}, leaving)).rejects.toBe(reason)
  await expect(
    client.query(SegmentsDocument, {}, { signal: AbortSignal.abort(reason) }),
  ).rejects.toBe(reason)
})

const busy = (headers: Record<string, string>) =>
  Response.json(
    { errors: [{ message: 'busy', extensions: { code: 'UNAVAILABLE' } }] },
    { status: 503, headers },
  )

test('what passes by itself is asked again, when the gateway says', async () => {
  const { fetch, sent } = recorder(busy({ 'retry-after': '0' }), busy({}))
  const { customerSegments } = await clientOf(gateway, { fetch, retries: 2 }).query(
    SegmentsDocument,
  )
  expect(customerSegments).toHaveLength(7)
  expect(sent).toHaveLength(3)
})

test('what does not pass in time is told at once', async () => {
  const { fetch, sent } = recorder(busy({ 'retry-after': '60' }))
  const error = await failure(clientOf(gateway, { fetch, retries: 2 }).query(SegmentsDocument))
  expect(error).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 60 })
  expect(sent).toHaveLength(1)
})

test('a pause is given up too', async () => {
  const { fetch } = recorder(busy({ 'retry-after': '20' }))
  const reason = new Error('left')
  const leaving = new AbortController()
  void sleep(50).then(() => leaving.abort(reason))
  await expect(
    clientOf(gateway, { fetch, retries: 1 }).query(SegmentsDocument, {}, leaving),
  ).rejects.toBe(reason)
})

test('a wrong question is not asked again', async () => {
  const { fetch, sent } = recorder()
  await failure(clientOf(gateway, { fetch, retries: 2 }).query(CustomersPageDocument, { first: 0 }))
  expect(sent).toHaveLength(1)
})

test('a document without facts is refused', async () => {
  await expect(clientOf(gateway).query({ toString: () => '{ stores { id } }' })).rejects.toThrow(
    'generate this document with lakegate-client/codegen, else its answer cannot be decoded: { stores { id } }',
  )
})
