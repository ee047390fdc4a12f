import { existsSync } from 'node:fs'
import { chown, glob, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { startChild } from '../child.ts'
import { run } from './installed.ts'

export interface Postgresql extends AsyncDisposable {
  readonly pid: number
  /** Of libpq: where it is and as whom. */
  readonly environment: Readonly<Record<string, string>>
}

/** What the questions read, and no other column: a table's select over the serving file, and its columns here. */
const TABLES = {
  customers: {
    columns: `customer_id text primary key, name text, city text, country text, country_code text, tenure_days int,
      segment text, revenue numeric(18, 4), clv float8`,
    select: `select customer_id, name, city, country, country_code, tenure_days, segment, revenue, clv
      from silver.customers left join gold.customer_analytics using (customer_id) order by customer_id`,
  },
  orders: {
    columns: `order_id text primary key, customer_id text references shop.customers, order_date timestamptz,
      total_amount numeric(18, 4)`,
    select: `select order_id, customer_id, order_date, total_amount from silver.orders
      order by customer_id, order_date desc, order_id`,
  },
  sales_metrics: {
    columns: `dimension text, grain text, value text, period_start date, orders bigint, revenue numeric(18, 4),
      unique_customers bigint, growth_percent float8, primary key (dimension, grain, value, period_start)`,
    select: `select dimension, grain, coalesce(value, ''), period_start, orders, revenue, unique_customers, growth_percent
      from gold.sales_metrics order by dimension, grain, period_start`,
  },
  product_performance: {
    columns: `product_id text primary key, name text, orders bigint, units_sold bigint, revenue numeric(18, 4)`,
    select: 'select product_id, name, orders, units_sold, revenue from gold.product_performance',
  },
  cohorts: {
    columns: `basis text, cohort_month date, months_since int, customers bigint, retention float8, revenue numeric(18, 4),
      primary key (basis, cohort_month, months_since)`,
    select: `select basis, cohort_month, months_since, customers, retention, revenue from gold.cohorts
      order by basis, cohort_month, months_since`,
  },
}

const INDEXES = `
  create index on shop.customers (country_code, clv desc, customer_id);
  create index on shop.orders (customer_id, order_date desc, order_id);
  create index on shop.sales_metrics (dimension, grain, period_start);
  create index on shop.product_performance (revenue desc, product_id);
  vacuum (analyze, freeze);
  checkpoint;`

/** Everything stays in memory, nothing runs beside the questions, and no small question is compiled or shared out. */
const SETTINGS = [
  'listen_addresses=',
  'shared_buffers=1GB',
  'work_mem=64MB',
  'maintenance_work_mem=512MB',
  'max_wal_size=4GB',
  'random_page_cost=1.1',
  'effective_cache_size=4GB',
  'max_parallel_workers_per_gather=0',
  'jit=off',
  'autovacuum=off',
  'fsync=off',
  'log_min_messages=fatal',
]

/**
 * A PostgreSQL of its own, on a socket in a folder of its own, with the tables of a serving file.
 *
 * Errors: where there is none, or no user that it accepts.
 */
export async function startPostgresql(servingFile: string): Promise<Postgresql> {
  const bin = await binaries()
  const user = await owner()
  await using starting = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'lakegate-postgresql-'))
  starting.defer(() => rm(folder, { recursive: true, force: true }))
  if (user !== undefined) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const initial = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C']
  await run(join(bin, 'initdb'), [...initial, '--no-sync'], { cwd: folder, user })
  const argv = ['-D', data, '-k', folder, ...SETTINGS.flatMap((setting) => ['-c', setting])]
  const server = starting.use(startChild(join(bin, 'postgres'), argv, { cwd: folder, user }))
  const psql = (...options: string[]) =>
    run(join(bin, 'psql'), ['-h', folder, '-U', 'postgres', '-v', 'ON_ERROR_STOP=1', ...options], {
      cwd: folder,
    })
  await ready(() =>
    run(join(bin, 'pg_isready'), ['-q', '-h', folder, '-U', 'postgres'], { cwd: folder }),
  )
  await load(servingFile, folder, psql)
  const started = starting.move()
  return {
    pid: server.pid,
    environment: { PGHOST: folder, PGUSER: 'postgres', PGDATABASE: 'postgres' },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  }
}

/** The folder of `postgres` and `initdb`, the newest where there are many. */
async function binaries(): Promise<string> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const versions: string[] = []
  for await (const folder of glob('/usr/lib/postgresql/*/bin')) versions.push(folder)
  versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  const found = [...versions, ...folders].find((folder) =>
    ['postgres', 'initdb', 'psql'].every((name) => existsSync(join(folder, name))),
  )
  if (found === undefined) throw new Error('no PostgreSQL: initdb, postgres and psql are needed')
  return found
}

/** PostgreSQL refuses root. A user that there is not has no id: the next one is asked for. */
async function owner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(
      ['-u', '-g'].map((which) => run('id', [which, name], { cwd: '/' }).then(Number)),
    ).catch(() => undefined)
    if (ids !== undefined) return { uid: ids[0]!, gid: ids[1]! }
  }
  throw new Error('PostgreSQL refuses root, and there is no user postgres or nobody')
}

const READY_WITHIN_MS = 30_000
const LOOK_EACH_MS = 200

async function ready(ask: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS
  while (performance.now() < until) {
    const answered = await ask().then(
      () => true,
      () => false,
    )
    if (answered) return
    await delay(LOOK_EACH_MS)
  }
  throw new Error('PostgreSQL does not answer')
}

type Psql = (...options: string[]) => Promise<string>

async function load(servingFile: string, folder: string, psql: Psql): Promise<void> {
  const instance = await DuckDBInstance.create(servingFile, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const script = ['create schema shop;']
  for (const [name, { columns, select }] of Object.entries(TABLES)) {
    const file = join(folder, `${name}.csv`)
    await connection.run(`copy (${select}) to '${file}' (header false)`)
    script.push(
      `create table shop.${name} (${columns});`,
      `\\copy shop.${name} from '${file}' (format csv)`,
    )
  }
  connection.closeSync()
  instance.closeSync()
  await writeFile(join(folder, 'load.sql'), [...script, INDEXES].join('\n'))
  await psql('-q', '-f', join(folder, 'load.sql'))
}
