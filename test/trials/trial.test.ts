import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSource } from '../../jobs/sources/source.ts'
import { type Trial, tryShop } from '../../jobs/trials/trial.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { PARAMETERS, SMALL_SHOP, openShop } from '../build/shop.ts'

/** Tries the small shop with other raw files, and other files of its source. */
async function trialOf(
  files: Readonly<Record<string, readonly string[]>>,
  source: Readonly<Record<string, string>> = {},
): Promise<Trial> {
  using shop = openShop({ ...SMALL_SHOP, ...files })
  for (const [name, content] of Object.entries(source))
    writeFileSync(join(shop.sources, 'testshop', name), content)
  await using engine = await openDuckdb({ lake: shop.lake, memoryLimit: '500MB' })
  return await tryShop(engine, {
    source: loadSource('testshop', [shop.sources]),
    from: shop.from,
    parameters: PARAMETERS,
    signal: new AbortController().signal,
  })
}

test('a shop without faults has no problems', async () => {
  const trial = await trialOf({})
  expect(trial).toMatchObject({ quarantined: [], unreadable: [], broken: [], problems: [] })
  expect(trial.raw.map(({ table, files, rows }) => [table, files, rows])).toContainEqual([
    'bronze.testshop_orders',
    1,
    3n,
  ])
  expect(trial.tables).toContainEqual({ table: 'orders', rows: 3n, isGiven: true })
  expect(trial.tables).toContainEqual({ table: 'reviews', rows: 0n, isGiven: false })
})

test('columns that no SQL reads are named', async () => {
  const { raw } = await trialOf(
    {
      'products.csv': [
        'product_id,name,price,shelf,aisle',
        'p1,Knife,10.00,3,a',
        'p2,Fork,5.00,4,b',
      ],
    },
    {
      'products.sql':
        "select product_id, name, concat(name, aisle) as shelf, '1' as price from bronze.testshop_products",
    },
  )
  expect(raw.find(({ table }) => table === 'bronze.testshop_products')?.unread).toEqual([
    'price',
    'shelf',
  ])
})

test('rows that silver refuses are counted by rule, with three examples of place and value', async () => {
  const { quarantined } = await trialOf({
    'order_items.csv': [
      'order_item_id,order_id,product_id,quantity,unit_price',
      'i1,o1,p1,2,10.00',
      'i2,o2,p2,1,5.00',
      'i3,o3,p1,1,10.00',
      ...['a', 'b', 'c', 'd', 'd'].map((quantity, i) => `j${i},o1,p1,${quantity},1.00`),
    ],
  })
  expect(quarantined).toEqual([
    {
      table: 'order_items',
      rule: 'unparsable',
      rows: 5n,
      examples: [
        { place: 'order_items.csv:8', reason: 'quantity: "d", expected a number', rows: 2n },
        { place: 'order_items.csv:5', reason: 'quantity: "a", expected a number', rows: 1n },
        { place: 'order_items.csv:6', reason: 'quantity: "b", expected a number', rows: 1n },
      ],
    },
  ])
})

test('every unknown word of a state is told, however many there are', async () => {
  const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']
  const { quarantined } = await trialOf({
    'orders.csv': [
      'order_id,customer_id,order_date,status',
      'o1,c1,2025-03-01 10:00:00,delivered',
      ...words.map((word, i) => `x${i},c1,2025-03-02 10:00:00,${word}`),
    ],
  })
  const { examples } = quarantined.find(({ rule }) => rule === 'unknown_status')!
  expect(examples.map(({ reason }) => reason).toSorted()).toEqual(
    words.map((word) => `status: "${word}", expected a word of status_words`).toSorted(),
  )
})

test('lines that cannot be split are counted by raw table', async () => {
  const { unreadable } = await trialOf({
    'products.csv': [
      'product_id,name,price,cost',
      'p1,Knife,10.00,4.00',
      'p2,Fork,5.00',
      'p3,Cup,2.00,1.00',
    ],
  })
  expect(unreadable).toEqual([
    {
      table: 'bronze.testshop_products',
      rule: 'unreadable',
      rows: 1n,
      examples: [
        {
          place: 'products.csv:3',
          reason: 'expected 4 fields as in the header, found 3',
          rows: 1n,
        },
      ],
    },
  ])
})

test.each([
  {
    name: 'a required column that is not selected',
    source: { 'orders.sql': 'select order_id from bronze.testshop_orders' },
    says: /orders\.sql must select the column order_date/,
  },
  {
    name: 'a column that no file has',
    source: {
      'orders.sql': 'select order_idd as order_id, order_date from bronze.testshop_orders',
    },
    says: /orders\.sql reads the column order_idd, which is not there; did you mean "order_id"/,
  },
  {
    name: 'a table that no file gives',
    source: { 'reviews.sql': 'select * from bronze.testshop_opinions' },
    says: /reviews\.sql reads bronze\.testshop_opinions, which no file gives/,
  },
  {
    name: 'a pattern without a file',
    source: { 'source.json': '{ "files": { "orders": "orders_*.csv" } }' },
    says: /no file orders_\*\.csv/,
  },
])('$name is a problem', async ({ source, says }) => {
  const { problems } = await trialOf({}, source)
  expect(problems).toEqual([expect.stringMatching(says)])
})

test('a shop without an order and a customer is a problem', async () => {
  const { problems } = await trialOf({
    'customers.csv': ['customer_id'],
    'orders.csv': ['order_id,order_date'],
    'order_items.csv': ['order_item_id,order_id,product_id,quantity,unit_price'],
  })
  expect(problems).toEqual([expect.stringContaining('neither an order nor a customer')])
})
