import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { IngestOptions } from './ingest-options.ts'
import type { Ingested } from './ingested.ts'
import { type RawFiles, findRawFiles } from './raw-files.ts'
import { ingestTable } from './raw-table.ts'
import type { Source } from './source.ts'
import { writeUnreadable } from './unreadable.ts'

/** A file is read by one thread, so that its lines can be counted. */
const TABLES_AT_ONCE = 2

/**
 * Brings a source's raw files into `bronze.<source>_<name>`, as they are; only new and changed files are read.
 *
 * A record that cannot be split into the header's columns goes to `quarantine.unreadable_lines`. Afterwards every table is
 * readable under its name.
 * Errors: `JobError` `FOLDER_NOT_FOUND`, `FILE_NOT_FOUND`, `FILE_UNREADABLE`; `LakehouseError` of the engine.
 */
export async function ingest(
  engine: Engine,
  source: Source,
  options: IngestOptions,
): Promise<Ingested> {
  const found = await findRawFiles(source, options.from)
  await using cleaning = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'lakegate-'))
  cleaning.defer(() => rm(scratch, { recursive: true }))
  const run = { ...options, scratch }
  const limit = pLimit(TABLES_AT_ONCE)
  // The largest first: begun last, it would run alone.
  const queue = found.toSorted((left, right) => bytesOf(right) - bytesOf(left))
  const results = await limit.map(queue, (files) => ingestTable(engine, files, run))
  const unreadable = await writeUnreadable(engine, results, options)
  const tables = results.map(({ table }) => table)
  return { tables, unreadable, isChanged: tables.some((table) => table.isChanged) }
}

function bytesOf({ files }: RawFiles): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
