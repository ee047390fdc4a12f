import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Gateway } from '../../gateway/gateway.ts'
import { loadModels } from '../../jobs/build/model.ts'
import { segments } from '../../lakehouse/contracts/gold/segments.ts'
import { listTables, tableFacts } from '../../lakehouse/delta/facts.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { SMALL_SHOP, type Shop } from '../build/shop.ts'
import { ask } from './ask.ts'
import { type Recorded, openDays } from './days.ts'

let shop: Shop
let gateway: Gateway
let recorded: readonly Recorded[]

beforeAll(async () => {
  const days = await openDays(3, '{ publication { asOf } }')
  ;({ shop, recorded } = days)
  shop.give('orders.csv', ['order_id,customer_id,status', 'o1,c1,delivered'])
  await shop.build().catch(() => undefined)
  gateway = await days.start()
  return async () => {
    await gateway.close()
    days[Symbol.dispose]()
  }
})

const table = z.object({
  name: z.string(),
  layer: z.string(),
  description: z.string(),
  partitionedBy: z.array(z.string()),
  version: z.string(),
  rows: z.string(),
  bytes: z.string(),
  files: z.number(),
  updatedAt: z.iso.datetime(),
  upstream: z.array(z.string()),
  downstream: z.array(z.string()),
  sql: z.string().nullable(),
})
type Table = z.infer<typeof table>

async function pipeline<T>(schema: z.ZodType<T>, selection: string): Promise<T> {
  const { data, errors } = await ask(gateway, `{ pipeline { ${selection} } }`)
  expect(errors).toBeUndefined()
  return z.object({ pipeline: schema }).parse(data).pipeline
}

const tables = async (): Promise<ReadonlyMap<string, Table>> => {
  const read = await pipeline(
    z.object({ tables: z.array(table) }),
    `tables { ${Object.keys(table.shape).join(' ')} }`,
  )
  return new Map(read.tables.map((each) => [each.name, each]))
}

test('every table of the lake is there, as its log has it', async () => {
  await using engine = await openDuckdb({ lake: shop.lake })
  const shown = await tables()
  const names = await listTables(shop.lake)
  expect([...shown.keys()]).toEqual(names)
  for (const name of names) {
    const facts = await tableFacts(engine, shop.lake, name)
    expect(shown.get(name), name).toMatchObject({
      layer: name.split('.')[0],
      version: String(facts.version),
      rows: String(facts.rows),
      bytes: String(facts.bytes),
      files: facts.files,
      updatedAt: facts.updatedAt.replace('Z', '000Z'),
    })
  }
})

test('a model’s table shows its SQL, the tables that it reads, and those that read it', async () => {
  const shown = await tables()
  const models = (await loadModels()).filter(({ name }) => !name.startsWith('staging.'))
  for (const { name, select } of models) expect(shown.get(name)?.sql, name).toBe(select)
  expect(shown.get('gold.sale_lines')?.upstream).toEqual(
    expect.arrayContaining(['silver.order_items', 'silver.orders']),
  )
  // Through staging.orders.
  expect(shown.get('silver.orders')?.upstream).toContain('bronze.orders')
  expect(shown.get('bronze.orders')).toMatchObject({
    sql: readFileSync(join(shop.sources, 'testshop', 'orders.sql'), 'utf8').trim(),
    upstream: ['bronze.testshop_orders'],
  })
  expect(shown.get('bronze.testshop_orders')).toMatchObject({ sql: null, upstream: [] })
  for (const { name, upstream, downstream } of shown.values()) {
    for (const each of upstream) expect(shown.get(each)?.downstream, each).toContain(name)
    for (const each of downstream) expect(shown.get(each)?.upstream, each).toContain(name)
  }
})

test('columns say what they mean, in the contract’s words', async () => {
  const column = z.looseObject({ name: z.string() })
  const info = z.object({
    table: z.object({ description: z.string(), columns: z.array(column) }),
  })
  const shown = await pipeline(
    info,
    'table(name: "gold.segments") { description columns { name type nullable description unit } }',
  )
  expect(shown.table.description).toBe(segments.grain)
  expect(shown.table.columns).toEqual(
    Object.entries(segments.columns).map(([name, { type, nullable, meaning, ...others }]) => ({
      name,
      type: type === 'decimal' ? 'decimal(18,4)' : type,
      nullable,
      description: meaning,
      unit: 'unit' in others ? others.unit : null,
    })),
  )
})

test('partitions are shown, and a table that is not there is null', async () => {
  const shown = await pipeline(
    z.looseObject({}),
    'there: table(name: "gold.sale_lines") { partitionedBy } not: table(name: "gold.nothing") { name }',
  )
  expect(shown).toEqual({ there: { partitionedBy: ['local_month'] }, not: null })
})

const history = (name: string, first: number) =>
  pipeline(
    z.object({
      table: z.object({
        history: z.array(z.object({ version: z.string(), runId: z.string().nullable() }).loose()),
      }),
    }),
    `table(name: "${name}") { history(first: ${first}) { version at operation rowsAdded runId } }`,
  )

test('a table’s history names its runs, the newest first', async () => {
  const runIds = recorded.map(({ publication }) => publication.runId)
  const shown = (await history('silver.orders', 500)).table.history
  expect(shown.map(({ runId }) => runId)).toEqual(runIds.slice(0, shown.length).toReversed())
  expect(shown.at(-1)).toMatchObject({ version: '0', operation: 'WRITE', rowsAdded: '3' })
  expect((await history('silver.orders', 1)).table.history).toEqual(shown.slice(0, 1))
})

test.each(['history(first: 0)', 'history(first: 501)'])('%s is refused', async (field) => {
  const { errors } = await ask(
    gateway,
    `{ pipeline { table(name: "silver.orders") { ${field} { version } } } }`,
  )
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

const run = z.object({
  id: z.string(),
  runId: z.string(),
  job: z.string(),
  status: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  asOf: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  steps: z.array(z.object({ table: z.string(), rows: z.string(), seconds: z.number() })),
  publication: z.object({ publicationId: z.string() }).nullable(),
})
const RUN = `id runId job status startedAt finishedAt asOf error steps { table rows seconds } publication { publicationId }`
const page = z.object({
  runs: z.object({
    totalCount: z.number(),
    nodes: z.array(run),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})
const runs = (args: string) =>
  pipeline(page, `runs${args} { totalCount nodes { ${RUN} } pageInfo { hasNextPage endCursor } }`)

test('runs are shown with their steps and what they published, the failed one first', async () => {
  const { nodes, totalCount } = (await runs('')).runs
  expect(totalCount).toBe(4)
  expect(nodes[0]).toMatchObject({
    job: 'build',
    status: 'FAILED',
    error: expect.stringContaining('order_date'),
    asOf: null,
    publication: null,
  })
  expect(nodes.slice(1).map(({ runId, asOf, publication }) => [runId, asOf, publication])).toEqual(
    recorded
      .map(({ publication: { runId, asOf, publicationId } }) => [runId, asOf, { publicationId }])
      .toReversed(),
  )
  const first = nodes.at(-1)!
  expect(first).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(first.steps).toContainEqual(expect.objectContaining({ table: 'silver.orders', rows: '3' }))
  expect(first.steps.map((step) => step.table)).toEqual(
    first.steps.map((step) => step.table).toSorted(),
  )
})

test('runs are paged through and filtered by job, and each is a node', async () => {
  const ids: string[] = []
  let args = '(first: 3, job: "build")'
  while (args !== '') {
    const { nodes, pageInfo } = (await runs(args)).runs
    for (const node of nodes) {
      const query = `query ($id: ID!) { node(id: $id) { ... on JobRun { ${RUN} } } }`
      expect((await ask(gateway, query, { id: node.id })).data).toEqual({ node })
      ids.push(node.runId)
    }
    args = pageInfo.hasNextPage ? `(first: 3, job: "build", after: "${pageInfo.endCursor}")` : ''
  }
  expect(ids).toHaveLength(4)
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed())
  expect((await runs('(job: "other")')).runs).toMatchObject({ totalCount: 0, nodes: [] })
})

test('a run that ends while the gateway serves is there, and its tables are newer', async () => {
  const before = await tables()
  shop.give('orders.csv', [...SMALL_SHOP['orders.csv'], 'o9,c1,2025-08-01 10:00:00,delivered'])
  const { publication } = await shop.build()
  expect((await runs('(first: 1)')).runs.nodes[0]).toMatchObject({
    runId: publication.runId,
    asOf: publication.asOf,
    publication: { publicationId: publication.publicationId },
  })
  const after = await tables()
  expect(Number(after.get('silver.orders')!.version)).toBe(
    Number(before.get('silver.orders')!.version) + 1,
  )
  expect(after.get('silver.orders')?.rows).toBe('4')
})
