import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openServing } from '../../lakehouse/serving/serving.ts'
import { sql, text } from '../../lakehouse/sql.ts'
import { PUBLICATION, writeFixture } from './fixture.ts'

let folder: string
const file = (name: string) => join(folder, `${name}.duckdb`)
const write = (publicationId: string, customers: number) => {
  const rows = Array.from({ length: customers }, (_, i) => ({ customer_id: `c${i}` }))
  return writeFixture(
    file(publicationId),
    { 'silver.customers': rows, 'gold.customer_analytics': rows },
    { ...PUBLICATION, publicationId },
  )
}
const COUNT = sql`select count(*) as customers from silver.customers`
const HEAVY = text(
  'select count(*) from range(100000000) as a(i), range(1000) as b(j) where a.i % 7 = b.j',
)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lakegate-serving-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a serving file holds its publication, whole', async () => {
  await write('p1', 1)
  await using serving = await openServing()
  await serving.publish(file('p1'))
  expect(serving.current()).toEqual(PUBLICATION)
  expect(readdirSync(folder)).toEqual(['p1.duckdb'])
})

test('figures that are not of the same rows as their table make no file', async () => {
  const rows = {
    'silver.customers': [{ customer_id: 'c1' }, { customer_id: 'c2' }],
    'gold.customer_analytics': [{ customer_id: 'c1' }, { customer_id: 'c3' }],
  }
  await expect(writeFixture(file('p1'), rows)).rejects.toMatchObject({
    code: 'SCHEMA_MISMATCH',
    message:
      'gold.customer_analytics does not have the rows of silver.customers: they differ at c2',
  })
  expect(readdirSync(folder)).toEqual([])
})

test('a request keeps its publication while later ones read the next', async () => {
  await Promise.all([write('p1', 1), write('p2', 2)])
  await using serving = await openServing()
  await serving.publish(file('p1'))
  const early = serving.lease()
  await serving.publish(file('p2'))
  using late = serving.lease()
  expect(await late.rows(COUNT)).toEqual([{ customers: 2n }])
  expect(await early.rows(COUNT)).toEqual([{ customers: 1n }])
  expect([early.publication.publicationId, late.publication.publicationId]).toEqual(['p1', 'p2'])
  early[Symbol.dispose]()
  await expect
    .poll(() =>
      late.rows(sql`select count(*) as files from duckdb_databases() where path like '%p1%'`),
    )
    .toEqual([{ files: 0n }])
})

test('thousands of requests over ten switches each see one publication', async () => {
  const ids = Array.from({ length: 10 }, (_, i) => `p${i}`)
  await Promise.all(ids.map((id, i) => write(id, i)))
  await using serving = await openServing()
  await serving.publish(file('p0'))
  const request = async () => {
    using lease = serving.lease()
    const expected = [{ customers: BigInt(lease.publication.publicationId.slice(1)) }]
    for (let statement = 0; statement < 3; statement++)
      expect(await lease.rows(COUNT)).toEqual(expected)
  }
  const switching = new AbortController()
  const requests = (async () => {
    while (!switching.signal.aborted) await Promise.all(Array.from({ length: 20 }, request))
  })()
  for (const id of ids.slice(1)) await serving.publish(file(id))
  switching.abort()
  await requests
  expect(serving.current()?.publicationId).toBe('p9')
})

const OPEN = sql`select count(*) as files from duckdb_databases() where path like '%.duckdb'`

test('earlier publications stay open for those who ask next, four at most once they are not read', async () => {
  const ids = Array.from({ length: 8 }, (_, i) => `p${i}`)
  await Promise.all(ids.map((id, i) => write(id, i)))
  await using serving = await openServing()
  await serving.publish(file('p0'))
  using current = serving.lease()
  const earlier = (id: string) => serving.leaseEarlier(id, async () => file(id))
  const leases = await Promise.all([...ids, ...ids].map(earlier))
  for (const lease of leases) {
    const customers = BigInt(lease.publication.publicationId.slice(1))
    expect(await lease.rows(COUNT)).toEqual([{ customers }])
  }
  for (const lease of leases) lease[Symbol.dispose]()
  await expect.poll(() => current.rows(OPEN)).toEqual([{ files: 5n }])
  using again = await serving.leaseEarlier('p7', () => Promise.reject(new Error('closed')))
  expect(await again.rows(COUNT)).toEqual([{ customers: 7n }])
})

test('an earlier publication whose file is not found is looked for again by the next who asks', async () => {
  await write('p1', 1)
  await using serving = await openServing()
  await serving.publish(file('p1'))
  const missing = () => serving.leaseEarlier('p0', async () => file('p0'))
  await expect(missing()).rejects.toMatchObject({ code: 'FILE_MISSING' })
  await write('p0', 3)
  using lease = await missing()
  expect(await lease.rows(COUNT)).toEqual([{ customers: 3n }])
})

test('a file that is removed and written again while it is open is read by whoever asks next', async () => {
  await Promise.all([write('p0', 3), write('p1', 1)])
  await using serving = await openServing()
  await serving.publish(file('p1'))
  using early = await serving.leaseEarlier('p0', async () => file('p0'))
  rmSync(file('p0'))
  await write('p0', 5)
  using late = await serving.leaseEarlier('another', async () => file('p0'))
  expect(await early.rows(COUNT)).toEqual([{ customers: 3n }])
  expect(await late.rows(COUNT)).toEqual([{ customers: 5n }])
})

test('nothing is answered before the first publication', async () => {
  await using serving = await openServing()
  expect(() => serving.lease()).toThrow(expect.objectContaining({ code: 'NO_PUBLICATION' }))
})

test('a file that cannot be opened leaves the publication before', async () => {
  await write('p1', 1)
  await using serving = await openServing()
  await serving.publish(file('p1'))
  await expect(serving.publish(file('missing'))).rejects.toMatchObject({ name: 'LakehouseError' })
  using lease = serving.lease()
  expect(await lease.rows(COUNT)).toEqual([{ customers: 1n }])
})

test('serving files cannot be written to', async () => {
  await write('p1', 1)
  await using serving = await openServing()
  await serving.publish(file('p1'))
  using lease = serving.lease()
  await expect(lease.rows(text('delete from silver.customers'))).rejects.toMatchObject({
    code: 'QUERY_FAILED',
  })
})

test.each([
  { name: 'its deadline passes', code: 'QUERY_TIMEOUT', options: () => ({ deadlineMs: 50 }) },
  {
    name: 'its caller leaves',
    code: 'QUERY_CANCELLED',
    options: () => ({ signal: AbortSignal.timeout(50) }),
  },
])('a statement stops when $name', async ({ code, options }) => {
  await write('p1', 1)
  await using serving = await openServing()
  await serving.publish(file('p1'))
  using lease = serving.lease()
  await expect(lease.rows(HEAVY, options())).rejects.toMatchObject({ code })
  expect(await lease.rows(COUNT)).toEqual([{ customers: 1n }])
})
