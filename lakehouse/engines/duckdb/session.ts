import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Sql, quoteText, text } from '../../sql.ts'
import type { CallOptions, Row } from '../engine.ts'
import { connect } from './connections.ts'
import { readMacros } from './macros.ts'
import { readRows } from './rows.ts'
import { makeScratch, removeScratch } from './scratch.ts'
import { stopOf } from './stop.ts'

export interface SessionOptions {
  /** Folder for what does not fit in memory, staged tables among it. */
  readonly scratch: string
  /** What DuckDB may hold, `'2GB'`; the process needs about a third more. */
  readonly memoryLimit?: string
  /** What may spill into `scratch`, `'50GB'`; default: 90 % of the free disk. */
  readonly spillLimit?: string
  readonly threads?: number
  /** Whether files that were read stay in memory as long as there is room, beside what the system keeps of them. Default: true. */
  readonly keepsFiles?: boolean
  /** Statements at once; each of them uses every thread. */
  readonly connections?: number
}

/** A DuckDB of its own that knows Databricks' names: its views and tables are seen by all its connections. */
export interface Session extends AsyncDisposable {
  readonly rows: (statement: Sql, options?: CallOptions) => Promise<Row[]>
}

const SCHEMAS = 'bronze seed staging judged silver gold quarantine ops live'.split(' ')

/** Each running statement holds one of the four threads that Node keeps for files too. */
const CONNECTIONS = 3

export async function openSession(options: SessionOptions): Promise<Session> {
  const folder = await makeScratch(options.scratch)
  // In memory, from where staged tables spill as well: a file would cost three times the CPU, for compression.
  const instance = await DuckDBInstance.create(':memory:', settings(options, folder))
  const connections = await connect(instance, options.connections ?? CONNECTIONS)
  const rows = (statement: Sql, call: CallOptions = {}) =>
    connections.use(stopOf(call), (connection) => readRows(connection, statement))
  const close = async () => {
    await connections.close()
    instance.closeSync()
    // On a disk that became read-only it stays, for the next session.
    await removeScratch(folder).catch(() => undefined)
  }
  try {
    await rows(text(`${globals(options)} ${await readMacros()}`))
    await rows(text(SCHEMAS.map((schema) => `create schema ${schema};`).join(' ')))
  } catch (error) {
    await close()
    throw error
  }
  return { rows, [Symbol.asyncDispose]: close }
}

function settings(options: SessionOptions, folder: string): Record<string, string> {
  return {
    temp_directory: join(folder, 'spill'),
    // Spark's order, whose names the models speak.
    default_null_order: 'nulls_first_on_asc_last_on_desc',
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    enable_external_file_cache: String(options.keepsFiles ?? true),
  }
}

/** What DuckDB takes, or heeds, only once it is open: a spill limit among the settings is shown and not kept. */
function globals({ spillLimit }: SessionOptions): string {
  const limit =
    spillLimit === undefined ? '' : `set global max_temp_directory_size = ${quoteText(spillLimit)};`
  return `set global timezone = 'UTC'; ${limit}`
}
