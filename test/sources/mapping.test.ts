import { expect, test } from 'vitest'
import { openRawShop } from './raw-shop.ts'

const FILES = { 'people.csv': 'code,name,since\n7,Ana,2025-03-04\n8,Bo,2025-03-05\n' }

test('what a source selects becomes text, the rest is NULL, its own columns stay out', async () => {
  await using shop = await openRawShop(FILES)
  shop.declare(
    'customers.sql',
    `select code as customer_id, cast(since as timestamp) as registration_date, cast(1 as decimal(9, 2)) / 1 as acquisition_cost,
      true as is_active, name as nickname, _source, _line, _ingested_at, _run_id from bronze.shop_people`,
  )
  const written = await shop.map('customers', await shop.ingest())
  expect(written.rows).toBe(2n)
  const [first] = await shop.rows('select * from bronze.customers order by customer_id')
  expect(first).toMatchObject({
    customer_id: '7',
    registration_date: '2025-03-04 00:00:00',
    acquisition_cost: '1.0',
    is_active: 'true',
    email: null,
    _source: 'people.csv',
    _line: 2n,
    _run_id: 'run-1',
  })
  expect(first).not.toHaveProperty('nickname')
})

test.each([
  { value: 'cast(0.1 as double)', read: '0.1' },
  { value: 'cast(1e17 as double)', read: '100000000000000000.0000000000' },
  { value: "cast('2025-01-02 03:04:05.678' as timestamptz)", read: '2025-01-02 03:04:05.678+00' },
  { value: "cast('2025-01-02' as date)", read: '2025-01-02' },
  { value: 'cast(12.5 as decimal(18, 4))', read: '12.5000' },
  { value: '9007199254740993', read: '9007199254740993' },
])('$value reaches bronze as exact text', async ({ value, read }) => {
  await using shop = await openRawShop(FILES)
  shop.declare(
    'customers.sql',
    `select code as customer_id, ${value} as name from bronze.shop_people`,
  )
  await shop.map('customers', await shop.ingest())
  expect(await shop.rows('select distinct name from bronze.customers')).toEqual([{ name: read }])
})

test('rows of a computed table come from its SQL, by key, from the latest ingestion', async () => {
  await using shop = await openRawShop(FILES)
  shop.declare('customers.sql', 'select distinct code as customer_id from bronze.shop_people')
  await shop.map('customers', await shop.ingest())
  expect(
    await shop.rows(
      'select customer_id, _source, _line, _run_id, _ingested_at from bronze.customers order by _line',
    ),
  ).toEqual([
    {
      customer_id: '7',
      _source: 'customers.sql',
      _line: 1n,
      _run_id: 'run-1',
      _ingested_at: '2026-01-02T03:04:05.000000Z',
    },
    {
      customer_id: '8',
      _source: 'customers.sql',
      _line: 2n,
      _run_id: 'run-1',
      _ingested_at: '2026-01-02T03:04:05.000000Z',
    },
  ])
})

test('a table that the shop does not have is empty', async () => {
  await using shop = await openRawShop(FILES)
  expect((await shop.map('stores', await shop.ingest())).rows).toBe(0n)
  expect(await shop.rows('select store_id, _line from bronze.stores')).toEqual([])
})

test('rows of a table that only a comma joins are ones that the result is made of', async () => {
  await using shop = await openRawShop({ ...FILES, 'codes.csv': 'code\n7\n' })
  shop.declare(
    'customers.sql',
    'select distinct people.code as customer_id, \'--\' as name from "bronze"."shop_codes" as codes, bronze.shop_people as people',
  )
  await shop.ingest()
  shop.give('people.csv', 'code,name,since\n7,Ana,2025-03-04\n')
  await shop.map('customers', await shop.ingest({ runId: 'run-2', ingestedAt: '2026-01-03' }))
  expect(await shop.rows('select customer_id, _run_id from bronze.customers')).toEqual([
    { customer_id: '7', _run_id: 'run-2' },
  ])
})

test('a table that only a comment or a text names need not be there', async () => {
  await using shop = await openRawShop(FILES)
  shop.declare(
    'customers.sql',
    `/* not from bronze.old
      -- */ select code as customer_id, 'from bronze.shop_old' as name from bronze.shop_people -- join bronze.older`,
  )
  expect((await shop.map('customers', await shop.ingest())).rows).toBe(2n)
})

test.each([
  {
    name: 'a quoted table that no file gives',
    select: `select code as customer_id, '--' as name from "bronze"."orders", bronze.shop_people`,
    code: 'FILE_NOT_FOUND',
    message: 'shop/customers.sql reads bronze.orders, which no file gives',
  },
  {
    name: 'a table that no file gives',
    select: 'select code as customer_id from bronze.shop_peple',
    code: 'FILE_NOT_FOUND',
    message:
      'shop/customers.sql reads bronze.shop_peple, which no file gives; did you mean "bronze.shop_people"?; the files give bronze.shop_people',
  },
  {
    name: 'a column that no file has',
    select: 'select cod as customer_id from bronze.shop_people',
    code: 'COLUMN_MISSING',
    message:
      'shop/customers.sql reads the column cod, which is not there; did you mean "code"?; there are in bronze.shop_people (people.csv): code, name, since',
  },
  {
    name: 'a column that no file has, by its table',
    select: 'select people.cod as customer_id from bronze.shop_people as people',
    code: 'COLUMN_MISSING',
    message: 'shop/customers.sql reads the column cod',
  },
  {
    name: 'no column that is required',
    select: 'select code as customerid from bronze.shop_people',
    code: 'COLUMN_MISSING',
    message:
      'shop/customers.sql must select the column customer_id (string); did you mean "customerid"?; it selects customerid',
  },
  {
    name: 'broken SQL',
    select: 'select code as customer_id frm bronze.shop_people',
    code: 'SOURCE_INVALID',
    message: 'shop/customers.sql: ',
  },
])('SQL with $name stops with what was expected', async ({ select, code, message }) => {
  await using shop = await openRawShop(FILES)
  shop.declare('customers.sql', select)
  const ingested = await shop.ingest()
  await expect(shop.map('customers', ingested)).rejects.toMatchObject({
    name: 'JobError',
    code,
    message: expect.stringContaining(message),
  })
})

test('a line needs a price of a unit or a total', async () => {
  await using shop = await openRawShop(FILES)
  shop.declare(
    'order_items.sql',
    "select code as order_item_id, '1' as order_id, '2' as product_id, '1' as quantity from bronze.shop_people",
  )
  await expect(shop.map('order_items', await shop.ingest())).rejects.toMatchObject({
    code: 'COLUMN_MISSING',
    message: expect.stringContaining('unit_price or line_total'),
  })
})
