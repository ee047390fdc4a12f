import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nearest } from '../../jobs/sources/nearest.ts'
import { rawReadsOf } from '../../jobs/sources/raw-reads.ts'
import { listSources, loadSource } from '../../jobs/sources/source.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

test('the sources of the project are found', () => {
  expect(listSources().map(({ name }) => name)).toEqual(['olist', 'sample', 'superstore'])
})

test('a source names what it reads', () => {
  const { mappings, timezone } = loadSource('olist')
  expect(timezone).toBe('America/Sao_Paulo')
  expect(mappings.find(({ file }) => file === 'orders.sql')!.reads).toEqual([
    'bronze.olist_customers',
    'bronze.olist_orders',
  ])
})

test('an unknown source is answered with the known ones', () => {
  expect(() => loadSource('superstor')).toThrow(
    'there is no source "superstor"; did you mean "superstore"?; there are olist, sample, superstore',
  )
})

test('a folder outside may hold sources or be one', async () => {
  await using folder = await temporaryFolder()
  const shop = join(folder.path, 'corner')
  mkdirSync(shop)
  writeFileSync(join(shop, 'orders.sql'), 'select 1;\n')
  expect(loadSource('corner', [folder.path]).mappings).toHaveLength(1)
  expect(loadSource('corner', [shop]).mappings[0]).toMatchObject({
    file: 'orders.sql',
    select: 'select 1',
  })
})

test.each([
  { file: 'source.json', content: '{ "descripton": "" }', message: 'descripton' },
  { file: 'source.json', content: '{', message: 'is not JSON' },
  {
    file: 'source.json',
    content: '{ "timezone": "Europe/Lisbonne" }',
    message: /must be a time zone such as Europe\/Lisbon\s.*at timezone/,
  },
  {
    file: 'source.json',
    content: '{ "businessTimezone": "+02:00" }',
    message: /must be a time zone such as Europe\/Lisbon\s.*at businessTimezone/,
  },
  {
    file: 'source.json',
    content: `{ "statusWords": [
      { "field": "status", "word": "sent", "status": "SHIPPED" },
      { "field": "status", "word": " Sent", "status": "DELIVERED" }
    ] }`,
    message:
      /the word " Sent" of status is there already: say once what it means\s.*statusWords\[1\]/,
  },
  {
    file: 'order.sql',
    content: 'select 1',
    message: '"order" is no canonical table; did you mean "orders"?',
  },
])('a source with a wrong $file is refused', async ({ file, content, message }) => {
  await using folder = await temporaryFolder()
  mkdirSync(join(folder.path, 'corner'))
  writeFileSync(join(folder.path, 'corner/orders.sql'), 'select 1')
  writeFileSync(join(folder.path, 'corner', file), content)
  expect(() => loadSource('corner', [folder.path])).toThrow(message)
})

test('a word may stand for a state of the order and of its payment', async () => {
  await using folder = await temporaryFolder()
  const description = {
    timezone: 'America/Argentina/Buenos_Aires',
    businessTimezone: 'UTC',
    statusWords: [
      { field: 'status', word: 'done', status: 'DELIVERED' },
      { field: 'payment_status', word: 'done', payment_status: 'COMPLETED' },
    ],
  }
  mkdirSync(join(folder.path, 'corner'))
  writeFileSync(join(folder.path, 'corner/source.json'), JSON.stringify(description))
  expect(loadSource('corner', [folder.path])).toMatchObject(description)
})

test.each(['corner-shop', 'Corner', '1st', 'corner shop'])(
  'the source name "%s" is refused',
  async (name) => {
    await using folder = await temporaryFolder()
    mkdirSync(join(folder.path, name))
    writeFileSync(join(folder.path, name, 'orders.sql'), 'select 1')
    expect(() => loadSource(name, [folder.path])).toThrow(
      `must be lower case letters, digits and _, a letter first: rename "${name}"`,
    )
  },
)

test.each([
  'select * from bronze.shop_a as a, bronze.shop_b as b',
  'select * from "bronze"."shop_a" join bronze."shop_b" using (id)',
  "select '--', a.* from bronze.shop_a as a /* then */ , bronze.SHOP_B",
  'select 1 as "it\'s" from bronze.shop_a union all select 2 from bronze.shop_b -- it\'s all',
])('%s reads both tables', (select) => {
  expect(rawReadsOf(select, 'shop')).toEqual(['bronze.shop_a', 'bronze.shop_b'])
})

test('the nearest name is one that differs by less than half', () => {
  expect(nearest('ordr', ['orders', 'customers'])).toBe('orders')
  expect(nearest('x', ['orders', 'customers'])).toBeUndefined()
})
