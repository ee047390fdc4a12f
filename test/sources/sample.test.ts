import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../jobs/build/build.ts'
import { DIRT } from '../../jobs/sources/sample/dirt.ts'
import type { DirtKind } from '../../jobs/sources/sample/dirt.ts'
import { keepSample } from '../../jobs/sources/sample/keep.ts'
import { makeSample } from '../../jobs/sources/sample/sample.ts'
import type { Sample } from '../../jobs/sources/sample/sample.ts'
import { loadSource } from '../../jobs/sources/source.ts'
import { SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine, Row } from '../../lakehouse/engines/engine.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { text } from '../../lakehouse/sql.ts'
import { PARAMETERS } from '../build/shop.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

const ONE_DAY = { seed: 1, endDate: '2026-01-31' } as const

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let engine: Engine
let sample: Sample

beforeAll(async () => {
  folder = await temporaryFolder()
  const from = join(folder.path, 'raw')
  sample = await makeSample({ folder: from, orders: 5000, ...ONE_DAY })
  const lake = join(folder.path, 'lake')
  prepareLake(lake)
  engine = await openDuckdb({ lake, memoryLimit: '1GB', threads: 2 })
  await build(engine, {
    lake,
    source: loadSource('sample'),
    from,
    parameters: PARAMETERS,
    selections: [],
    isFull: false,
    signal: new AbortController().signal,
    report: () => {},
  })
})

afterAll(async () => {
  await engine[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const ask = (select: string): Promise<Row[]> => engine.rows(text(select))
const dirt = (kind: DirtKind) => BigInt(sample.dirt[kind]!)
const counted = async (select: string) => (await ask(select)).map((row) => Object.values(row))

test('the sample has the volumes of a shop', async () => {
  expect(sample.rows).toMatchObject({ customers: 1200, product_categories: 18, orders: 5000 })
  expect(sample.rows['products']).toBeGreaterThanOrEqual(240)
  expect(sample.rows['reviews']).toBeGreaterThanOrEqual(2000)
  expect(sample.rows['order_items']! / 5000).toBeCloseTo(2.5, 1)
  const [facts] = await ask(`select
      (select count(distinct country_code) from silver.customers) as countries,
      (select count(distinct channel) from silver.orders) as channels,
      (select count(distinct status) from silver.orders) as statuses,
      (select count(distinct payment_status) from silver.orders) as payment_statuses,
      (select count(distinct local_month) from (select date_trunc('month', order_date) as local_month from silver.orders)) as months,
      (select count(*) from silver.orders where customer_id is null) > 0 as has_guests,
      (select count(*) from silver.order_items where quantity < 0) > 0 as has_credit_notes,
      (select max(orders) from gold.customer_analytics) >= 10 as has_loyal_customers,
      (select count(distinct segment) from gold.customer_analytics) as segments,
      (select count(distinct abc_class) from gold.product_performance) as classes`)
  expect(facts).toMatchObject({
    countries: 12n,
    channels: 3n,
    statuses: 5n,
    payment_statuses: 4n,
    has_guests: true,
    has_credit_notes: true,
    has_loyal_customers: true,
    segments: 7n,
    classes: 3n,
  })
  expect(facts!['months']).toBe(24n)
})

test('silver holds exactly the sound rows', async () => {
  const held = await Promise.all(
    SILVER_TABLES.filter(({ name }) => name.replace('silver.', '') in sample.rows).map(
      async ({ name }) => {
        const [row] = await ask(`select count(*) as n from ${name}`)
        return [name.replace('silver.', ''), Number(row!['n'])]
      },
    ),
  )
  expect(Object.fromEntries(held)).toEqual(sample.rows)
})

test('each kind of dirt is in the quarantine under its rule, counted to the row', async () => {
  const kept: readonly string[] = ['duplicate', 'nulled', 'cleaned', 'reported', 'unreadable']
  const expected: Record<string, number> = {}
  for (const [kind, { table, effect }] of Object.entries(DIRT)) {
    if (kept.includes(effect)) continue
    const rule = `${table} ${effect}`
    expected[rule] = (expected[rule] ?? 0) + sample.dirt[kind]!
  }
  // The only line of an emptied order is one with a negative price.
  expected['order_items negative_price']! += sample.dirt['emptied_orders']!
  const tables = [...new Set(Object.values(DIRT).map(({ table }) => table))]
  const found = await ask(
    tables
      .map(
        (table) =>
          `select '${table} ' || _rule as rule, count(*) as n from quarantine.${table} group by all`,
      )
      .join(' union all '),
  )
  expect(Object.fromEntries(found.map((row) => [row['rule'], Number(row['n'])]))).toEqual(expected)
})

test('duplicates, mended values and reported ones are as many as were made', async () => {
  expect(
    await counted(`select
      (select count(*) from silver.customers where email is null),
      (select count(*) from silver.customers where phone is null),
      (select count(*) from silver.customers where name = upper(name)),
      (select count(*) from silver.customers where phone not like '+%'),
      (select count(*) from (select email from silver.customers where email is not null group by email having count(*) > 1)),
      (select count(*) from bronze.customers) - (select count(*) from silver.customers) - (select count(*) from quarantine.customers),
      (select count(*) from bronze.orders) - (select count(*) from silver.orders) - (select count(*) from quarantine.orders),
      (select count(*) from bronze.order_items) - (select count(*) from silver.order_items) - (select count(*) from quarantine.order_items),
      (select count(*) from bronze.reviews) - (select count(*) from silver.reviews) - (select count(*) from quarantine.reviews),
      (select count(*) from quarantine.unreadable_lines)`),
  ).toEqual([
    [
      dirt('bad_emails'),
      dirt('bad_phones'),
      0n,
      0n,
      dirt('shared_emails'),
      dirt('duplicate_customers'),
      dirt('duplicate_orders'),
      dirt('duplicate_items'),
      dirt('duplicate_reviews'),
      dirt('lines_with_too_many_fields') + dirt('lines_with_open_quotes'),
    ],
  ])
})

test('the same seed, end and size make the same files, another seed others', async () => {
  await using other = await temporaryFolder()
  const made = async (name: string, seed: number) => {
    await makeSample({ folder: join(other.path, name), orders: 300, ...ONE_DAY, seed })
    return fingerprints(join(other.path, name))
  }
  const first = await made('first', 1)
  expect(await made('again', 1)).toEqual(first)
  expect(await made('other', 2)).not.toEqual(first)
})

test('a sample that is there is kept until it is asked for otherwise', async () => {
  await using other = await temporaryFolder()
  const settings = { folder: join(other.path, 'sample'), seed: 1, orders: 100 }
  expect((await keepSample(settings)).isNew).toBe(true)
  expect((await keepSample(settings)).isNew).toBe(false)
  expect((await keepSample({ ...settings, end: '2026-01-31' })).isNew).toBe(true)
  expect((await keepSample({ ...settings, orders: 200 })).isNew).toBe(true)
})

function fingerprints(root: string): [string, string][] {
  return globSync('**/*.{csv,tsv,gz}', { cwd: root })
    .toSorted()
    .map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex'),
    ])
}
