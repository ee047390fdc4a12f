import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { quarantineOf } from '../../lakehouse/contracts/quarantine.ts'
import { SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import type { Row } from '../../lakehouse/engines/engine.ts'
import { text } from '../../lakehouse/sql.ts'
import { buildShop, canonicalSource, type GoldenShop } from './shop.ts'

const from = fileURLToPath(new URL('bad', import.meta.url))
let shop: GoldenShop

beforeAll(async () => {
  shop = await buildShop({ source: canonicalSource(from), from, timezone: 'UTC' })
})

afterAll(() => shop[Symbol.asyncDispose]())

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  customers: [
    ' missing_key',
    'a4 unparsable',
    'a5 unparsable',
    'a6 unparsable',
    'a7 unparsable',
    'a8 unparsable',
  ],
  product_categories: [
    ' missing_key',
    'k3 orphan',
    'k4 orphan',
    'k5 orphan',
    'k6 orphan',
    'k7 unparsable',
  ],
  products: [
    ' missing_key',
    'p10 unparsable',
    'p11 unparsable',
    'p3 negative_price',
    'p4 negative_price',
    'p5 unparsable',
    'p6 unparsable',
    'p7 unparsable',
    'p8 unparsable',
    'p9 unparsable',
  ],
  stores: [' missing_key', 's2 unparsable', 's3 unparsable'],
  orders: [
    ' missing_key',
    'x1 unknown_status',
    'x10 unparsable',
    'x11 unparsable',
    'x12 unparsable',
    'x13 unparsable',
    'x14 unparsable',
    'x15 unparsable',
    'x16 emptied',
    'x2 unknown_status',
    'x3 orphan',
    'x4 orphan',
    'x5 delivery_before_order',
    'x6 future_order',
    'x7 unparsable',
    'x8 unparsable',
    'x9 unparsable',
  ],
  order_items: [
    ' missing_key',
    'i10 negative_price',
    'i11 bad_discount',
    'i12 bad_discount',
    'i13 unparsable',
    'i14 unparsable',
    'i15 unparsable',
    'i16 unparsable',
    'i17 unparsable',
    'i18 unparsable',
    'i19 unparsable',
    'i20 unparsable',
    'i21 bad_quantity',
    'i22 unparsable',
    'i23 orphan',
    'i24 orphan',
    'i25 orphan',
    'i26 orphan',
    'i27 orphan',
    'i28 orphan',
    'i29 bad_quantity',
    'i30 negative_line',
    'i5 bad_quantity',
    'i6 bad_quantity',
    'i7 bad_quantity',
    'i8 negative_line',
    'i9 negative_price',
  ],
  payments: [' missing_key', 'g2 unparsable', 'g3 unparsable'],
  reviews: [
    ' missing_key',
    'r10 unparsable',
    'r3 orphan',
    'r4 bad_rating',
    'r5 bad_rating',
    'r6 unparsable',
    'r7 unparsable',
    'r8 unparsable',
    'r9 unparsable',
  ],
  stock_snapshots: [
    ' missing_key',
    'p1 missing_key',
    'p1 unparsable',
    'p1 unparsable',
    'p1 unparsable',
  ],
}

test.each(CANONICAL_TABLES)('$table: every bad row is set aside under its rule', async (bronze) => {
  await shop.engine.open(quarantineOf(bronze))
  const key = bronze.entityKey[0]!
  const rows = await shop.engine.rows(
    text(`select concat(coalesce(${key}, ''), ' ', _rule) as refused from quarantine.${bronze.table}`),
  )
  const found = rows.map((row) => String(row['refused']))
  expect(found.toSorted()).toEqual(REFUSED[bronze.table])
})

async function reason(table: string, condition: string): Promise<unknown> {
  const bronze = CANONICAL_TABLES.find((contract) => contract.table === table)!
  await shop.engine.open(quarantineOf(bronze))
  const [row] = await shop.engine.rows(
    text(`select _reason from quarantine.${table} where ${condition}`),
  )
  return row?.['_reason']
}

test.each([
  ['customers', `customer_id = 'a8'`, 'acquisition_cost: "1,5", expected a number'],
  ['orders', `order_id = 'x3'`, 'customer_id: "ghost", expected a known customer'],
  ['orders', `order_id = 'x16'`, 'order_items: all quarantined, expected at least one'],
  ['order_items', `order_item_id = 'i27'`, 'order_id: missing, expected an order'],
  [
    'order_items',
    `order_item_id = 'i30'`,
    'line_total: "10.0000", expected 0 or less for a quantity of -1',
  ],
  ['reviews', `review_id = 'r4'`, 'rating: "6", expected 1 to 5'],
])('%s where %s: the reason names column, value and what was expected', async (table, row, is) => {
  expect(await reason(table, row)).toBe(is)
})

async function silver(table: string, columns: string, condition = 'true'): Promise<Row[]> {
  await shop.engine.open(SILVER_TABLES.find(({ name }) => name === `silver.${table}`)!)
  return await shop.engine.rows(text(`select ${columns} from silver.${table} where ${condition} order by 1`))
}

test('of two rows with one key the later is kept, cleaned', async () => {
  expect(
    await silver('customers', 'name, email, email_domain, phone, country, country_code', `customer_id = 'a1'`),
  ).toEqual([
    {
      name: 'Ana Late',
      email: 'ana@example.com',
      email_domain: 'example.com',
      phone: '+5511912345678',
      country: 'BRA',
      country_code: 'BR',
    },
  ])
})

test('what is no e-mail or phone becomes NULL and is told from what was never given', async () => {
  expect(
    await silver('customers', 'email, is_email_valid, phone, is_phone_valid', `customer_id = 'a2'`),
  ).toEqual([{ email: null, is_email_valid: false, phone: null, is_phone_valid: false }])
  expect(await silver('customers', 'is_email_valid', `customer_id = 'a1'`)).toEqual([{ is_email_valid: true }])
})

test('a number that has a calling code keeps it, whatever the country', async () => {
  expect(await silver('customers', 'phone, country_code', `customer_id = 'a3'`)).toEqual([
    { phone: '+12025550143', country_code: null },
  ])
  expect(await silver('customers', 'phone, country_code', `customer_id = 'a9'`)).toEqual([
    { phone: '+351912345678', country_code: 'BR' },
  ])
})

test('a text with letters is no phone, whatever its digits', async () => {
  expect(
    await silver('customers', 'customer_id, phone, is_phone_valid', `customer_id in ('a10', 'a11')`),
  ).toEqual([
    { customer_id: 'a10', phone: null, is_phone_valid: false },
    { customer_id: 'a11', phone: null, is_phone_valid: false },
  ])
})

test('a product without a name takes its id, one of an unknown category is kept', async () => {
  expect(await silver('products', 'name, category_path', `product_id = 'p2'`)).toEqual([
    { name: 'p2', category_path: '(none)' },
  ])
  expect(await silver('product_categories', 'name, category_path', `category_id = 'k8'`)).toEqual([
    { name: 'k8', category_path: 'Home/k8' },
  ])
})

test('a status word says both states, and what is missing is not unknown', async () => {
  expect(await silver('orders', 'order_id, status, payment_status, is_sale', 'true')).toEqual([
    { order_id: 'g1', status: 'DELIVERED', payment_status: 'COMPLETED', is_sale: true },
    { order_id: 'g2', status: 'CONFIRMED', payment_status: 'COMPLETED', is_sale: true },
    { order_id: 'g3', status: 'DELIVERED', payment_status: 'REFUNDED', is_sale: false },
    { order_id: 'g4', status: null, payment_status: null, is_sale: true },
  ])
})

test('a line total of the source is kept, a negative line only in a credit note', async () => {
  expect(await silver('order_items', 'order_item_id, line_total, profit', 'true')).toEqual([
    { order_item_id: 'i1', line_total: '20.0000', profit: '12.0000' },
    { order_item_id: 'i2', line_total: '9.0000', profit: '5.0000' },
    { order_item_id: 'i3', line_total: '25.0000', profit: null },
    // One piece, at a total below zero: the shop's own way to write a return.
    { order_item_id: 'i31', line_total: '-10.0000', profit: '-14.0000' },
    { order_item_id: 'i4', line_total: '-10.0000', profit: '-6.0000' },
  ])
})
