import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import type { FormatName } from '../../lakehouse/exports/formats.ts'
import { readers } from '../exports/read-back.ts'
import { edgeShop, golden } from '../golden/edge-shop.ts'
import { ask } from './ask.ts'
import { serveLake } from './serve-lake.ts'

const formats = ['csv', 'xlsx', 'parquet', 'arrow', 'ndjson'] as const

let gateway: Gateway
const folder = mkdtempSync(join(tmpdir(), 'lakegate-exports-'))
beforeAll(async () => {
  gateway = await serveLake((await edgeShop()).lake)
  return async () => {
    await gateway.close()
    rmSync(folder, { recursive: true })
  }
})

async function rowsOf(file: string, parameters: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}/export/${file}?${new URLSearchParams(parameters)}`)
  if (response.status !== 200) throw new Error(await response.text())
  const format = z.enum(formats).parse(file.split('.')[1])
  return readers[format](Buffer.from(await response.arrayBuffer()), folder)
}

/** Rows that were computed by hand, and what asks for just these. */
const FIGURES = [
  { file: 'customers', block: 'customer_analytics', key: ['customer_id'] },
  { file: 'customers', block: 'silver_customers', key: ['customer_id'] },
  { file: 'products', block: 'product_performance', key: ['product_id'] },
  { file: 'products', block: 'silver_products', key: ['product_id'] },
  {
    file: 'orders',
    block: 'silver_orders',
    key: ['order_id'],
    // The block leaves out what comes after as_of.
    besides: ['o41'],
  },
  {
    file: 'cohorts',
    block: 'cohorts',
    key: ['basis', 'cohort_month', 'months_since'],
    part: { basis: 'FIRST_ORDER' },
    asked: { basis: 'FIRST_ORDER', months: '60' },
  },
  {
    file: 'sales-metrics',
    block: 'sales_metrics',
    key: ['period_start', 'value'],
    part: { dimension: 'CHANNEL', grain: 'MONTH' },
    asked: { dimension: 'CHANNEL', grain: 'MONTH' },
  },
]

test.each(formats.flatMap((format) => FIGURES.map((figures) => ({ format, ...figures }))))(
  '$file as $format holds what was computed by hand: $block',
  async ({ format, file, block, key, part = {}, asked = {}, besides = [] }) => {
    const { columns, rows } = golden.tables.find((table) => table.block === block)!
    const wanted = rows
      .map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])))
      .filter((row) => Object.entries(part).every(([column, value]) => row[column] === value))
    const keyOf = (row: Readonly<Record<string, unknown>>) =>
      key.map((column) => String(row[column]).slice(0, 10)).join(' ')
    const found = new Map(
      (await rowsOf(`${file}.${format}`, asked)).map((row) => [keyOf(row), row]),
    )
    expect(found.size).toBe(wanted.length + besides.length)
    const differences = wanted.flatMap((row) =>
      columns
        // The source's own, beside which there is the one that is reckoned with.
        .filter((column) => column !== 'acquisition_cost')
        .filter((column) => !isSame(found.get(keyOf(row))?.[column], row[column], format))
        .map((column) => `${keyOf(row)} ${column}: ${String(found.get(keyOf(row))?.[column])}`),
    )
    expect(differences).toEqual([])
  },
)

const plain = z.union([z.string(), z.number(), z.bigint(), z.boolean()])

function isSame(own: unknown, wanted: unknown, format: FormatName): boolean {
  if (own === null || own === undefined || wanted === null) return own === wanted
  const [ours, theirs] = [String(plain.parse(own)), String(plain.parse(wanted))]
  if (typeof wanted === 'number')
    return Math.abs(Number(ours) - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
  if (format !== 'xlsx') return ours === theirs
  // A day or an instant is one in a sheet too, and an amount a number.
  const times = [theirs, `${theirs}T00:00:00.000Z`, theirs.replace('000Z', 'Z')]
  return times.includes(ours) || Number(ours) === Number(theirs)
}

const ids = (rows: readonly Readonly<Record<string, unknown>>[], name: string) =>
  rows.map((row) => String(plain.parse(row[name]))).sort()

const node = z.record(z.string(), z.unknown())

test.each([
  { file: 'customers', id: 'customerId', where: {} },
  { file: 'customers', id: 'customerId', where: { segment: ['LOYAL', 'LOST'] } },
  {
    file: 'customers',
    id: 'customerId',
    where: { or: [{ clv: { gt: '100.5' } }, { not: { orders: { gte: 1 } } }] },
  },
  {
    file: 'customers',
    id: 'customerId',
    where: { search: 'EXAMPLE.com', registered: { from: '2015-01-01' } },
  },
  { file: 'products', id: 'productId', where: { rootCategory: { eq: 'Casa' }, abcClass: ['A'] } },
  { file: 'products', id: 'productId', where: { category: { eq: '(none)' } } },
  { file: 'orders', id: 'orderId', where: { country: { eq: 'BR' }, isSale: true } },
  { file: 'orders', id: 'orderId', where: { ordered: { from: '2016-01-01', to: '2016-07-01' } } },
  { file: 'orders', id: 'orderId', where: { customerId: "' or 1=1 --" } },
])('$file where $where are those of the API', async ({ file, id, where }) => {
  const type = `${file[0]!.toUpperCase()}${file.slice(1, -1)}Filter`
  const { data, errors } = await ask(
    gateway,
    `query ($where: ${type}) { ${file}(where: $where, first: 500) { nodes { ${id} } } }`,
    { where },
  )
  expect(errors).toBeUndefined()
  const { nodes } = z.record(z.string(), z.object({ nodes: z.array(node) })).parse(data)[file]!
  const exportedRows = await rowsOf(`${file}.ndjson`, { where: JSON.stringify(where) })
  expect(ids(exportedRows, `${file.slice(0, -1)}_id`)).toEqual(ids(nodes, id))
})

test('lines are cut as slices are', async () => {
  const variables = {
    range: { from: '2015-06-01' },
    where: { channel: { in: ['web', '(none)'] }, segment: ['LOYAL'] },
  }
  const { data } = await ask(
    gateway,
    `query ($range: DateRange, $where: SalesFilter) {
      sales(range: $range, where: $where) { totals { revenue units orders } }
    }`,
    variables,
  )
  const lines = await rowsOf('sale-lines.ndjson', {
    range: JSON.stringify(variables.range),
    where: JSON.stringify(variables.where),
  })
  const sales = lines.filter((line) => line['is_sale'] === true)
  const sum = (column: string) => sales.reduce((total, line) => total + Number(line[column]), 0)
  expect(data).toMatchObject({
    sales: {
      totals: {
        revenue: sum('line_total').toFixed(4),
        units: sum('quantity'),
        orders: new Set(sales.map((line) => line['order_id'])).size,
      },
    },
  })
  expect(sales.length).toBeGreaterThan(3)
})

test('metrics of values that are asked for have every period, as in the API', async () => {
  const { data } = await ask(
    gateway,
    `{ salesMetrics(dimension: CHANNEL, values: ["web", "fax"]) { periodStart value orders revenue } }`,
  )
  const rows = await rowsOf('sales-metrics.ndjson', {
    dimension: 'CHANNEL',
    values: '["web","fax"]',
    columns: 'period_start,value,orders,revenue',
  })
  expect({ salesMetrics: rows.map((row) => ({ ...row, orders: Number(row['orders']) })) }).toEqual(
    JSON.parse(JSON.stringify(data).replaceAll('periodStart', 'period_start')),
  )
})
