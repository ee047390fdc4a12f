import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import { openLog } from '../../gateway/watching/log.ts'
import { FORMATS } from '../../lakehouse/exports/formats.ts'
import type { Scope } from '../../resolvers/scope.ts'
import { edgeShop } from '../golden/edge-shop.ts'
import { ask } from './ask.ts'
import { serveLake } from './serve-lake.ts'
import { AUTH, bearer } from './tokens.ts'

let gateway: Gateway
let guarded: Gateway
const audited: string[] = []
beforeAll(async () => {
  const { lake } = await edgeShop()
  gateway = await serveLake(lake)
  guarded = await serveLake(lake, {
    auth: AUTH,
    rate: { perMinute: 0 },
    audit: openLog({ level: 'info', isText: false }, { write: (line) => audited.push(line) }),
  })
  return async () => {
    await gateway.close()
    await guarded.close()
  }
})

const names = ['customers', 'products', 'orders', 'sale-lines', 'sales-metrics', 'cohorts'] as const
const formats = ['csv', 'xlsx', 'parquet', 'arrow', 'ndjson'] as const

test('what is sent says what it is, of which publication, and that it is not for everyone', async () => {
  const { extensions } = await ask(gateway, '{ __typename }')
  for (const name of names) {
    for (const format of formats) {
      const response = await fetch(`${gateway.url}/export/${name}.${format}`, { method: 'HEAD' })
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': FORMATS[format].contentType,
        'content-disposition': `attachment; filename="${name}-2017-01-15.${format}"`,
        'cache-control': 'private, no-cache',
        'x-content-type-options': 'nosniff',
        'lakegate-publication': expect.stringContaining(
          extensions?.publication?.['publicationId'] ?? 'Z-',
        ),
      })
      expect(await response.text()).toBe('')
    }
  }
})

test.each([
  { path: 'order.csv', status: 404, code: 'NOT_FOUND', says: 'sale-lines' },
  { path: 'orders.pdf', status: 404, code: 'NOT_FOUND', says: 'ndjson' },
  { path: 'orders', status: 404, code: 'NOT_FOUND', says: 'orders.csv' },
  { path: '../orders.csv', status: 404, code: 'NOT_FOUND', says: '/graphql' },
  { path: 'toString.csv', status: 404, code: 'NOT_FOUND', says: 'orders.csv' },
  { path: 'constructor.csv', status: 404, code: 'NOT_FOUND', says: 'customers' },
  {
    path: 'orders.csv?first=5',
    status: 400,
    code: 'BAD_USER_INPUT',
    says: 'there are where, columns',
  },
  { path: 'orders.csv?where=', status: 400, code: 'BAD_USER_INPUT', says: 'must be JSON' },
  { path: 'orders.csv?where={', status: 400, code: 'BAD_USER_INPUT', says: 'must be JSON' },
  { path: 'orders.csv?where=[]', status: 400, code: 'BAD_USER_INPUT', says: 'OrderFilter' },
  {
    path: 'orders.csv?where={"total":{"gt":1.5}}',
    status: 400,
    code: 'BAD_USER_INPUT',
    says: 'where.total.gt',
  },
  { path: 'orders.csv?where={"nope":1}', status: 400, code: 'BAD_USER_INPUT', says: 'nope' },
  { path: 'orders.csv?where={}&where={}', status: 400, code: 'BAD_USER_INPUT', says: 'twice' },
  {
    path: 'orders.csv?where={"ordered":{"from":"2016-02-01","to":"2016-01-01"}}',
    status: 400,
    code: 'BAD_USER_INPUT',
    says: 'ends before it starts',
  },
  {
    path: `orders.csv?where=${'{"not":'.repeat(6)}{}${'}'.repeat(6)}`,
    status: 400,
    code: 'BAD_USER_INPUT',
    says: '5 deep',
  },
  { path: 'orders.csv?columns=order_id,nope', status: 400, code: 'BAD_USER_INPUT', says: '"nope"' },
  { path: 'orders.csv?columns=', status: 400, code: 'BAD_USER_INPUT', says: 'order_id' },
  { path: 'orders.csv?columns=city,city', status: 400, code: 'BAD_USER_INPUT', says: 'twice' },
  { path: 'sales-metrics.csv?grain=DECADE', status: 400, code: 'BAD_USER_INPUT', says: 'Grain' },
  {
    path: 'sales-metrics.csv?values=["web"]',
    status: 400,
    code: 'BAD_USER_INPUT',
    says: 'dimension',
  },
  { path: 'cohorts.csv?months=61', status: 400, code: 'BAD_USER_INPUT', says: 'from 1 to 60' },
  { path: 'cohorts.csv?months=null', status: 400, code: 'BAD_USER_INPUT', says: 'months' },
  {
    path: 'sale-lines.csv?range={"from":"2016-02-30"}',
    status: 400,
    code: 'BAD_USER_INPUT',
    says: 'range.from',
  },
])('/export/$path is refused with $status, and says why', async ({ path, status, code, says }) => {
  const response = await fetch(`${gateway.url}/export/${path}`)
  expect([response.status, response.headers.get('content-disposition')]).toEqual([status, null])
  expect(await response.json()).toEqual({
    errors: [{ message: expect.stringContaining(says), extensions: { code } }],
  })
})

test.each(['POST', 'PUT', 'DELETE'])('%s is told what is allowed', async (method) => {
  const response = await fetch(`${gateway.url}/export/orders.csv`, { method })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test('exports need the scope export, and personal columns pii too', async () => {
  const get = async (path: string, ...scopes: Scope[]) => {
    const response = await fetch(`${guarded.url}/export/${path}`, {
      headers: await bearer({ scopes }),
    })
    return { status: response.status, text: await response.text() }
  }
  expect((await fetch(`${guarded.url}/export/cohorts.csv`)).status).toBe(401)
  expect(await get('cohorts.csv', 'read', 'pii', 'ingest', 'operator')).toMatchObject({
    status: 403,
    text: expect.stringMatching(/the scope export.*FORBIDDEN/),
  })
  const header = async (path: string, ...scopes: Scope[]) =>
    (await get(path, ...scopes)).text.split('\r\n', 1)[0]!.split(',')
  const personal = ['name', 'email', 'phone', 'birth_date']
  expect(await header('customers.csv', 'export', 'pii')).toEqual(expect.arrayContaining(personal))
  const seen = await header('customers.csv', 'export')
  expect(seen.filter((column) => personal.includes(column))).toEqual([])
  expect(seen).toContain('customer_id')
  const ordered = await header('orders.csv', 'export')
  expect(ordered).not.toContain('notes')
  expect(ordered).not.toContain('shipping_address')
  expect(await header('products.csv', 'export')).toContain('name')
  for (const path of [
    'customers.csv?columns=customer_id,email',
    'orders.ndjson?columns=notes',
    'customers.csv?where={"search":"ana"}',
    'customers.csv?where={"or":[{"not":{"and":[{"search":"ana"}]}}]}',
  ])
    expect(await get(path, 'export'), path).toMatchObject({
      status: 403,
      text: expect.stringMatching(/pii.*FORBIDDEN/),
    })
  expect(await get('products.csv?where={"search":"faca"}', 'export')).toMatchObject({ status: 200 })
})

test('each export is in the audit log, and whether it was personal', async () => {
  audited.length = 0
  const headers = await bearer({ scopes: ['export', 'pii'], subject: 'ana' })
  await (await fetch(`${guarded.url}/export/cohorts.csv`, { headers })).text()
  await (await fetch(`${guarded.url}/export/customers.csv`, { headers })).text()
  const entry = z.object({
    audit: z.string(),
    caller: z.string(),
    operation: z.string(),
    isPersonal: z.boolean().optional(),
  })
  await expect
    .poll(() => audited.map((line) => entry.parse(JSON.parse(line))))
    .toEqual([
      { audit: 'export', caller: 'jwt:ana', operation: 'export cohorts.csv', isPersonal: false },
      { audit: 'export', caller: 'jwt:ana', operation: 'export customers.csv', isPersonal: true },
      { audit: 'personal', caller: 'jwt:ana', operation: 'export customers.csv' },
    ])
})
