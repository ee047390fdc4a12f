import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Contract } from '../contracts/contract.ts'
import type { CallOptions, Engine, Row } from '../engines/engine.ts'
import { LakehouseError } from '../errors.ts'
import { type Sql, quoteName, quoteText, sql, text } from '../sql.ts'
import { type ServedPublication, factsOf, versionsOf } from './publication.ts'

export interface ServingFile {
  /** Where the file appears, whole, when it is done. */
  readonly path: string
  readonly publication: ServedPublication
  /** Tables that the session knows by name; those that are not served are left out. */
  readonly contracts: readonly Contract[]
}

/** Looked up one by one in tables so large that reading a row group for each would be slow. */
const INDEXED = new Map([
  ['silver.customers', 'customer_id'],
  ['gold.customer_analytics', 'customer_id'],
  ['silver.orders', 'order_id'],
])

/** Tables that are read as one: row by row they are about the same. */
const ALIGNED = [
  { table: 'silver.customers', figures: 'gold.customer_analytics', key: 'customer_id' },
  { table: 'silver.products', figures: 'gold.product_performance', key: 'product_id' },
]

const CATALOG = 'serving_file'

type Rows = Pick<Engine, 'rows'>

/**
 * Rows that are found by a key are read by the group: with the default of 122,880 fifty orders' lines cost six times as much.
 * The newest storage, since no older DuckDB reads the file: it costs a third less to write.
 */
const LAYOUT = "row_group_size 8192, storage_version 'latest'"

/**
 * Writes the file that gateways open: the served tables as native ones, sorted for look-up, and the publication's facts.
 *
 * The file is made aside and renamed, so a gateway sees all of it or nothing.
 * Errors: `LakehouseError` `SCHEMA_MISMATCH`, `QUERY_FAILED`, `QUERY_CANCELLED`, `STORAGE_FULL`.
 */
export async function writeServingFile(
  engine: Rows,
  file: ServingFile,
  call: CallOptions = {},
): Promise<void> {
  const aside = `${file.path}.${crypto.randomUUID()}.tmp`
  try {
    await engine.rows(text(`attach ${quoteText(aside)} as ${CATALOG} (${LAYOUT})`))
    try {
      await fill((statement) => engine.rows(statement, call), file)
      await engine.rows(text(`checkpoint ${CATALOG}`), call)
    } finally {
      await engine.rows(text(`detach ${CATALOG}`))
    }
    await sync(aside)
    await rename(aside, file.path)
    await sync(dirname(file.path))
  } finally {
    await rm(aside, { force: true })
    await rm(`${aside}.wal`, { force: true })
  }
}

async function fill(
  run: (statement: Sql) => Promise<readonly Row[]>,
  { publication, contracts }: ServingFile,
): Promise<void> {
  for (const schema of ['silver', 'gold']) await run(text(`create schema ${CATALOG}.${schema}`))
  const indexing: Promise<unknown>[] = []
  for (const contract of contracts.filter(({ isServed }) => isServed)) {
    await run(create(contract.name, sorted(contract)))
    const key = INDEXED.get(contract.name)
    // An index is sorted by one thread, so the next table is written beside it.
    if (key) indexing.push(run(indexOn(contract.name, key)))
  }
  await Promise.all(indexing)
  for (const pair of ALIGNED) await checkAligned(run, pair)
  await run(create('publication', factsOf(publication)))
  await run(create('publication_tables', versionsOf(publication)))
}

async function checkAligned(
  run: (statement: Sql) => Promise<readonly Row[]>,
  { table, figures, key }: (typeof ALIGNED)[number],
): Promise<void> {
  const apart = await run(
    text(`select coalesce(own.${key}, theirs.${key}) as key
      from ${CATALOG}.${table} as own full join ${CATALOG}.${figures} as theirs on own.rowid = theirs.rowid
      where own.${key} is distinct from theirs.${key} limit 1`),
  )
  if (apart[0])
    throw new LakehouseError(
      'SCHEMA_MISMATCH',
      `${figures} does not have the rows of ${table}: they differ at ${String(apart[0]['key'])}`,
    )
}

const indexOn = (table: string, key: string) =>
  text(`create unique index ${table.replace('.', '_')}_key on ${CATALOG}.${table} (${key})`)

const create = (table: string, select: Sql) =>
  sql`create table ${text(`${CATALOG}.${table}`)} as ${select}`

function sorted({ name, columns, key, sortedBy, servedColumns }: Contract): Sql {
  const order = (sortedBy ?? key).map(quoteName).join(', ')
  const served = (servedColumns ?? Object.keys(columns)).map(quoteName)
  const select = `select ${served.join(', ')} from ${name}`
  return text(order === '' ? select : `${select} order by ${order}`)
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
