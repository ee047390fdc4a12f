import type { DuckDBInstance } from '@duckdb/node-api'
import { attach } from './attachment.ts'
import { FACTS, type ServedPublication, TABLE_VERSIONS, readPublication } from './publication.ts'
import type { Reading } from './reader.ts'

/** A serving file that is open. */
export interface Snapshot extends Reading {
  readonly publication: ServedPublication
  /** Lets the file go; nothing may run on it any more. */
  readonly detach: () => Promise<void>
}

/** Two DuckDBs: sharing a small statement out among threads costs as much again as the statement. */
export interface Instances {
  /** Of one thread. */
  readonly lookups: DuckDBInstance
  /** Of every thread. */
  readonly scans: DuckDBInstance
}

/** Node has four threads for such work; one is kept for files. */
export const LOOKUPS_AT_ONCE = 3
export const SCANS_AT_ONCE = 2

/**
 * Attaches a serving file read-only under a name that is its own.
 *
 * Errors: `LakehouseError` `FILE_MISSING`, `QUERY_FAILED` or `SCHEMA_MISMATCH` for what is no serving file.
 */
export async function openSnapshot(
  { lookups, scans }: Instances,
  path: string,
  catalog: string,
): Promise<Snapshot> {
  await using opening = new AsyncDisposableStack()
  const small = await attach(lookups, { path, catalog, connections: LOOKUPS_AT_ONCE })
  opening.defer(small.detach)
  const large = await attach(scans, { path, catalog, connections: SCANS_AT_ONCE })
  opening.defer(large.detach)
  const publication = readPublication(await small.rows(FACTS), await small.rows(TABLE_VERSIONS))
  const opened = opening.move()
  return {
    publication,
    rows: small.rows,
    scan: large.rows,
    detach: () => opened.disposeAsync(),
  }
}
