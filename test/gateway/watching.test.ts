import { once } from 'node:events'
import { type IncomingMessage, createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openAudit, openLog } from '../../gateway/watching/log.ts'
import { startTracing } from '../../gateway/watching/tracing.ts'
import { lakegate } from '../commands/lakegate.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { askWith } from './ask.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

test('who is ready says since when its publication is, and who has none says what to do', async () => {
  const { lake } = await edgeShop()
  const gateway = await serveLake(lake)
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-empty-'))
  const empty = await serveLake(folder)
  try {
    const response = await fetch(`${gateway.url}/ready`)
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({
        publicationId: expect.any(String),
        ageSeconds: expect.any(Number),
      }),
    ])
    const early = await fetch(`${empty.url}/ready`)
    expect([early.status, await early.json()]).toMatchObject([
      503,
      { errors: [{ extensions: { code: 'UNAVAILABLE' } }] },
    ])
  } finally {
    await gateway.close()
    await empty.close()
    rmSync(folder, { recursive: true })
  }
})

test('what is counted is for operators, and names of operations cannot fill the memory', async () => {
  const gateway = await serveLake((await edgeShop()).lake, { auth: AUTH, rate: { perMinute: 0 } })
  try {
    const reader = await bearer({ scopes: ['read'] })
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401)
    expect((await fetch(`${gateway.url}/metrics`, { headers: reader })).status).toBe(403)
    for (let i = 0; i < 220; i++) await askWith(reader)(gateway, `query q${i} { __typename }`)
    await askWith(reader)(gateway, 'query q1 { __typename }')
    await askWith(reader)(gateway, '{ nonsense }')
    const operator = await bearer({ scopes: ['operator'] })
    const response = await fetch(`${gateway.url}/metrics`, { headers: operator })
    const text = await response.text()
    expect(text).toContain(
      'lakegate_request_seconds_count{operation="q1",code="OK",cache="miss"} 1',
    )
    expect(text).toContain('lakegate_request_seconds_count{operation="q1",code="OK",cache="hit"} 1')
    expect(text).toMatch(
      /operation="",code="GRAPHQL_VALIDATION_FAILED"|operation="other",code="GRAPHQL_VALIDATION_FAILED"/,
    )
    expect(text).toMatch(/operation="other",code="OK",cache="miss"\} 2\d/)
    expect(text).toMatch(/lakegate_publication_age_seconds \d/)
    expect(text).toMatch(/process_resident_memory_bytes \d/)
  } finally {
    await gateway.close()
  }
})

const line = z.looseObject({ msg: z.string() })

test('each read of personal data is in the audit file, kept answers too, and no log holds what was read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-audit-'))
  const path = join(folder, 'logs', 'audit.log')
  const lines: string[] = []
  const gateway = await serveLake((await edgeShop()).lake, {
    auth: AUTH,
    audit: openAudit(path, openLog({ level: 'info', isText: false }, { write: () => undefined })),
  })
  try {
    const query = 'query Names($n: Int) { customers(first: $n) { nodes { name email } } }'
    const ana = await bearer({ scopes: ['read', 'pii'], subject: 'ana' })
    await askWith(ana)(gateway, query, { n: 3 })
    const { data } = await askWith(ana)(gateway, query, { n: 3 })
    await askWith(await bearer({ scopes: ['read'] }))(gateway, query, { n: 3 })
    await askWith(ana)(gateway, '{ customers { totalCount } }')
    const search = 'query Search { customers(where: { not: { search: "a" } }) { totalCount } }'
    await askWith(ana)(gateway, search)
    lines.push(...readFileSync(path, 'utf8').trim().split('\n'))
    expect(lines.map((each) => line.parse(JSON.parse(each)))).toEqual([
      expect.objectContaining({
        audit: 'personal',
        caller: 'jwt:ana',
        operation: 'Names',
        publicationId: expect.any(String),
      }),
      expect.objectContaining({ audit: 'personal', caller: 'jwt:ana', operation: 'Names' }),
      expect.objectContaining({ audit: 'personal', caller: 'jwt:ana', operation: 'Search' }),
    ])
    const names = z
      .object({
        customers: z.object({ nodes: z.array(z.object({ name: z.string().nullable() })) }),
      })
      .parse(data).customers.nodes
    expect(names.filter(({ name }) => name !== null && lines.join().includes(name))).toEqual([])
  } finally {
    await gateway.close()
    rmSync(folder, { recursive: true })
  }
})

test('a log for programs is JSON, one for people is sentences', () => {
  const written: string[] = []
  const out = { write: (text: string) => void written.push(text) }
  const failure = new Error('broken')
  for (const isText of [false, true])
    openLog({ level: 'info', isText }, out).error({ requestId: 'r1', err: failure }, 'it failed')
  expect(JSON.parse(written[0]!)).toMatchObject({
    msg: 'it failed',
    requestId: 'r1',
    err: { message: 'broken' },
  })
  expect(written[1]).toMatch(/^request r1: it failed: Error: broken\n/)
})

const spans = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.looseObject({
              name: z.string(),
              traceId: z.string(),
              attributes: z.array(z.unknown()),
            }),
          ),
        }),
      ),
    }),
  ),
})

test('spans go from the request that names its trace down to the statements, without values', async () => {
  const received: z.infer<typeof spans>[] = []
  const collector = createServer(async (request: IncomingMessage, response) => {
    received.push(spans.parse(await json(request)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const address = collector.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = endpoint
  const tracing = await startTracing(process.env)
  const gateway = await serveLake((await edgeShop()).lake)
  try {
    const traceId = '0af7651916cd43dd8448eb211c80319c'
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
    await askWith(headers)(gateway, 'query One { customer(customerId: "u01") { name } }')
    await gateway.close()
    await tracing[Symbol.asyncDispose]()
    const all = received.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    )
    const mine = all.filter((span) => span.traceId === traceId)
    expect(mine.map(({ name }) => name).toSorted()).toEqual(['request', 'statement rows'])
    expect(JSON.stringify(mine)).toContain('customer_id')
    expect(JSON.stringify(mine)).not.toContain('u01')
  } finally {
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT']
    collector.close()
    collector.closeAllConnections()
  }
})

test('the secret of tokens is not shown with the configuration', async () => {
  const secret = 'correct horse battery staple, and more'
  for (const argv of [['config'], ['config', '--json']]) {
    const { code, out, error } = await lakegate(argv, { LAKEGATE_AUTH_JWT_SECRET: secret })
    expect([code, out.includes('••••'), (out + error).includes(secret)]).toEqual([0, true, false])
  }
})
