import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lakegate } from './lakegate.ts'

const folder = mkdtempSync(join(tmpdir(), 'lakegate-source-'))
const inside = (name: string) => join(folder, name)
const raw = inside('raw')
const environment = { LAKEGATE_SOURCES: inside('shops') }

beforeAll(() => {
  mkdirSync(raw)
  const give = (file: string, lines: readonly string[]) =>
    writeFileSync(join(raw, file), `${lines.join('\n')}\n`)
  give('customers.csv', ['customer_id,name', 'c1,Ana', 'c2,Bo'])
  give('products.csv', ['product_id,name,price', 'p1,Knife,10.00'])
  give('orders_2025-01.csv', [
    'order_id,customer_id,order_date,status',
    'o1,c1,31/01/2025,sent off',
  ])
  give('orders_2025-02.csv', [
    'order_id,customer_id,order_date,status',
    'o2,c2,28/02/2025,delivered',
  ])
  give('lines.csv', ['order_id,product_id,quantity,unit_price', 'o1,p1,2,10.00', 'o2,p1,x,10.00'])
})

afterAll(() => rmSync(folder, { recursive: true }))

test('a shop is drafted, tried, mended and built', async () => {
  const drafted = await lakegate(['source', 'new', 'corner', '--from', raw], environment)
  expect(drafted).toMatchObject({ code: 0, error: '' })
  expect(drafted.out).toMatch(/^orders +orders_\[0-9\]\*-\[0-9\]\*\.csv +4$/m)
  expect(drafted.out).toMatch(/^reviews +\(not found\)$/m)
  expect(drafted.out).toContain(`wrote ${inside('shops/corner')}: `)
  expect(drafted.out).not.toContain('"sources"')

  const tried = await lakegate(['source', 'check', 'corner', '--from', raw], environment)
  expect(tried).toMatchObject({ code: 0, error: '' })
  expect(tried.out).toMatch(/^bronze\.corner_orders +2 +2$/m)
  expect(tried.out).toMatch(
    /^orders +unknown_status +1 +orders_2025-01\.csv:2 +status: "sent off", expected a word of status_words$/m,
  )
  expect(tried.out).toMatch(
    /^order_items +unparsable +1 +lines\.csv:3 +quantity: "x", expected a number$/m,
  )
  expect(tried.out).toContain('"statusWords" in source.json')

  const description = inside('shops/corner/source.json')
  const words = [{ field: 'status', word: 'sent off', status: 'SHIPPED' }]
  writeFileSync(
    description,
    JSON.stringify({ ...JSON.parse(readFileSync(description, 'utf8')), statusWords: words }),
  )
  const shop = ['--lake', inside('lake'), '--source', 'corner', '--from', raw]
  const built = await lakegate(['build', ...shop], environment)
  expect(built).toMatchObject({ code: 0, error: '' })
  expect(built.out).toMatch(/^silver\.orders +1 rows.*, 1 in quarantine$/m)
})

test('a source that is there is never written over', async () => {
  mkdirSync(inside('shops/mine'), { recursive: true })
  writeFileSync(inside('shops/mine/orders.sql'), 'select 1')
  for (const name of ['mine', 'olist']) {
    const ended = await lakegate(['source', 'new', name, '--from', raw], environment)
    expect(ended).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^lakegate: .*is there already, and is never written over.*\n$/),
    })
  }
  expect(readdirSync(inside('shops/mine'))).toEqual(['orders.sql'])
})

test('a folder that the configuration does not know is said, with what to add', async () => {
  const ended = await lakegate(
    ['source', 'new', 'aside', '--from', raw, '--into', inside('elsewhere'), '--json'],
    environment,
  )
  expect(JSON.parse(ended.out)).toMatchObject({ folder: inside('elsewhere/aside'), isKnown: false })
  const printed = await lakegate(
    ['source', 'new', 'beside', '--from', raw, '--into', inside('elsewhere')],
    environment,
  )
  expect(printed.out).toContain(`LAKEGATE_SOURCES=${inside('elsewhere')}`)
})

test.each([
  { name: 'no folder', argv: ['new', 'x'], code: 2, says: "'--from <folder>' not specified" },
  {
    name: 'a wrong name',
    argv: ['new', 'My-Shop', '--from', raw],
    code: 1,
    says: 'rename "My-Shop"',
  },
  {
    name: 'an unknown shop',
    argv: ['check', 'olis', '--from', raw],
    code: 1,
    says: 'did you mean "olist"',
  },
  { name: 'a check without a folder', argv: ['check', 'olist'], code: 1, says: 'add --from' },
])('$name: exit $code and one clear message', async ({ argv, code, says }) => {
  const ended = await lakegate(['source', ...argv], environment)
  expect(ended).toMatchObject({ code, error: expect.stringContaining(says) })
  expect(ended.error).not.toContain('    at ')
})

test('a shop that cannot be built is told for programs too, and ends in 1', async () => {
  mkdirSync(inside('shops/torn'), { recursive: true })
  writeFileSync(inside('shops/torn/orders.sql'), 'select order_id from bronze.torn_lines')
  const ended = await lakegate(['source', 'check', 'torn', '--from', raw, '--json'], environment)
  expect(ended.code).toBe(1)
  expect(JSON.parse(ended.out)).toMatchObject({
    problems: [expect.stringContaining('must select the column order_date')],
  })
})
