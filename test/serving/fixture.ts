import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { ColumnType, Contract } from '../../lakehouse/contracts/contract.ts'
import { GOLD_TABLES, SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import { readRows } from '../../lakehouse/engines/duckdb/rows.ts'
import type { Row } from '../../lakehouse/engines/engine.ts'
import { type LiveLake, openLiveLake } from '../../lakehouse/live-lake.ts'
import type { ServedPublication } from '../../lakehouse/serving/publication.ts'
import type { Reader } from '../../lakehouse/serving/reader.ts'
import { openServing } from '../../lakehouse/serving/serving.ts'
import { writeServingFile } from '../../lakehouse/serving/write.ts'
import { type Sql, quoteText, text } from '../../lakehouse/sql.ts'
import { type Context, createContext } from '../../resolvers/context.ts'
import { SCOPES } from '../../resolvers/scope.ts'

/** Rows by table; a column that is left out is NULL, or empty where it is required. */
export type Rows = Readonly<Record<string, readonly Row[]>>

const CONTRACTS = [...SILVER_TABLES, ...GOLD_TABLES].filter(({ isServed }) => isServed)

const TYPES: Record<ColumnType, readonly [type: string, empty: string]> = {
  string: ['varchar', `''`],
  integer: ['integer', '0'],
  bigint: ['bigint', '0'],
  decimal: ['decimal(18, 4)', '0'],
  double: ['double', '0'],
  boolean: ['boolean', 'true'],
  date: ['date', `date '2026-01-01'`],
  timestamp: ['timestamptz', `timestamptz '2026-01-01 00:00:00+00'`],
}

export const PUBLICATION: ServedPublication = {
  publicationId: 'p1',
  publishedAt: '2026-11-22T05:20:00.000000Z',
  asOf: '2026-11-22T00:00:00.000000Z',
  runId: 'r1',
  definitionsHash: 'd1',
  checksPassed: 3,
  checksFailed: 0,
  businessTimezone: 'America/Sao_Paulo',
  tables: [{ table: 'silver.orders', version: 7n, rows: 2n ** 40n }],
}

/** Writes a serving file of these rows. */
export async function writeFixture(
  path: string,
  rows: Rows,
  publication = PUBLICATION,
): Promise<void> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const run = (statement: Sql) => readRows(connection, statement)
  await run(text(`set timezone = 'UTC'; create schema silver; create schema gold`))
  for (const contract of CONTRACTS) await run(text(table(contract, rows[contract.name] ?? [])))
  await writeServingFile({ rows: run }, { path, publication, contracts: CONTRACTS })
  connection.closeSync()
  instance.closeSync()
}

/** A serving file of these rows, open; every statement that runs on it is counted. */
export interface Fixture extends AsyncDisposable {
  /** An empty one. */
  readonly lake: LiveLake
  readonly reader: Reader
  readonly statements: Sql[]
}

export async function openFixture(rows: Rows): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), 'lakegate-serving-'))
  const path = join(folder, 'p1.duckdb')
  await writeFixture(path, rows)
  const serving = await openServing()
  await serving.publish(path)
  const lease = serving.lease()
  const statements: Sql[] = []
  const counted = (read: Reader['rows']) => (statement: Sql) => {
    statements.push(statement)
    return read(statement)
  }
  const lake = openLiveLake({
    lake: folder,
    serving: { keep: 30, keepAll: 30 },
    isCurrent: () => true,
  })
  return {
    statements,
    lake,
    reader: {
      publication: lease.publication,
      rows: counted(lease.rows),
      scan: counted(lease.scan),
    },
    async [Symbol.asyncDispose]() {
      lease[Symbol.dispose]()
      await serving[Symbol.asyncDispose]()
      await lake[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What resolvers receive for a request of its own. */
export function contextOf({ reader, lake }: Fixture): Context {
  return createContext({
    reader,
    scopes: new Set(SCOPES),
    notePersonal: () => {},
    noteChange: () => {},
    eventLog: () => Promise.reject(new Error('no event log is here')),
    lake,
  })
}

function table({ name, columns }: Contract, rows: readonly Row[]): string {
  const cells = Object.entries(columns).map(([column, { type, nullable }]) => {
    const [cast, empty] = TYPES[type]
    const value = `cast(line ->> ${quoteText(column)} as ${cast})`
    return `${nullable ? value : `coalesce(${value}, ${empty})`} as ${column}`
  })
  const json = JSON.stringify(rows, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  return `create table ${name} as select ${cells.join(', ')}
    from (select unnest(from_json(${quoteText(json)}, '["JSON"]')) as line)`
}
