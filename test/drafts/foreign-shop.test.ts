import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runBuild } from '../../commands/run-build.ts'
import { loadConfig } from '../../config.ts'
import { draftSource } from '../../jobs/drafts/draft.ts'
import { writeDraft } from '../../jobs/drafts/write-draft.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { type Trial, tryShop } from '../../jobs/trials/trial.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { currentPublication, servingFile } from '../../lakehouse/publication.ts'
import { openServing } from '../../lakehouse/serving/serving.ts'
import { text } from '../../lakehouse/sql.ts'
import { PARAMETERS } from '../build/shop.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { SHOP_ORDERS, WEB_ORDERS, writeForeignShop } from './foreign-shop.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const inside = (name: string) => join(folder.path, name)

beforeAll(async () => {
  folder = await temporaryFolder()
  await writeForeignShop(inside('raw'))
  await using engine = await openDuckdb({ lake: inside('sniffed'), memoryLimit: '500MB' })
  const draft = await draftSource(engine, { name: 'mercado', from: inside('raw') })
  writeDraft(inside('sources/mercado'), draft.files)
})

afterAll(() => folder[Symbol.asyncDispose]())

async function trial(): Promise<Trial> {
  await using engine = await openDuckdb({
    lake: inside(`trial-${Math.random()}`),
    memoryLimit: '500MB',
  })
  const source = loadSource('mercado', [inside('sources')])
  const { signal } = new AbortController()
  return await tryShop(engine, { source, from: inside('raw'), parameters: PARAMETERS, signal })
}

test('twenty files in three languages and five formats are all found', async () => {
  expect(readdirSync(inside('raw'))).toHaveLength(20)
  const { files } = loadSource('mercado', [inside('sources')])
  expect(Object.keys(files!)).toHaveLength(9)
  const { tables } = await trial()
  expect(Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))).toEqual({
    customers: 5n,
    product_categories: 2n,
    products: 4n,
    stores: 2n,
    orders: BigInt(SHOP_ORDERS.length + WEB_ORDERS.length),
    order_items: BigInt(allLines(() => true).length),
    payments: 0n,
    reviews: 4n,
    stock_snapshots: 0n,
  })
})

test('a trial names the word of a state that nobody knows, and how many orders have it', async () => {
  const { quarantined, problems } = await trial()
  const delivered = SHOP_ORDERS.filter(({ isCancelled }) => !isCancelled)
  expect(problems).toEqual([])
  expect(quarantined).toContainEqual({
    table: 'orders',
    rule: 'unknown_status',
    rows: BigInt(delivered.length),
    examples: [
      {
        place: 'pedidos_2025-01.csv:2',
        reason: 'status: "entregue", expected a word of status_words',
        rows: BigInt(delivered.length),
      },
    ],
  })
})

test('with one word mended and one file of SQL written by hand the figures are the shop’s', async () => {
  const orders = inside('sources/mercado/orders.sql')
  const drafted = readFileSync(orders, 'utf8')
  const mended = drafted.replace(
    'situacao as status',
    "case situacao when 'entregue' then 'delivered' else situacao end as status",
  )
  expect(mended).not.toBe(drafted)
  writeFileSync(orders, mended)
  writeFileSync(
    inside('sources/mercado/stock_snapshots.sql'),
    "select codigo as product_id, '2025-06-30' as snapshot_at, existencias as stock from bronze.mercado_productos",
  )
  const { quarantined } = await trial()
  expect(quarantined).toEqual([])

  const lake = inside('lake')
  const config = loadConfig({
    environment: {
      LAKEGATE_LAKE: lake,
      LAKEGATE_SOURCES: inside('sources'),
      LAKEGATE_SOURCE_NAME: 'mercado',
      LAKEGATE_SOURCE_FROM: inside('raw'),
      LAKEGATE_DUCKDB_MEMORY: '500MB',
    },
  })
  const { signal } = new AbortController()
  const { kind } = await runBuild(config, {
    selections: [],
    isFull: false,
    signal,
    report: () => {},
  })
  expect(kind).toBe('published')

  const sold = allLines(({ isCancelled }) => !isCancelled)
  const cents = sold.reduce(
    (sum, line) => sum + (line.quantity * line.price * (100 - line.percentOff)) / 100,
    0,
  )
  const [answer] = await ask(
    lake,
    `select cast(sum(line_total) as decimal(18, 2)) as revenue, cast(sum(quantity) as bigint) as units,
      count(distinct order_id) as orders, count(distinct customer_id) as customers
    from silver.order_items inner join silver.orders using (order_id)
    where is_sale`,
  )
  expect(answer).toEqual({
    revenue: (cents / 100).toFixed(2),
    units: BigInt(sold.reduce((sum, { quantity }) => sum + quantity, 0)),
    orders: BigInt(
      [...SHOP_ORDERS, ...WEB_ORDERS].filter(({ isCancelled }) => !isCancelled).length,
    ),
    customers: 5n,
  })
})

function allLines(isWanted: (order: (typeof SHOP_ORDERS)[number]) => boolean) {
  return [...SHOP_ORDERS, ...WEB_ORDERS].filter(isWanted).flatMap(({ lines }) => lines)
}

async function ask(lake: string, select: string) {
  const publication = await currentPublication(lake)
  await using serving = await openServing()
  await serving.publish(servingFile(lake, publication!.publicationId))
  using lease = serving.lease()
  return await lease.rows(text(select))
}
