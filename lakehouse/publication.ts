import { join } from 'node:path'
import { z } from 'zod'
import { publications } from './contracts/ops/publications.ts'
import { lineageOf } from './delta/history.ts'
import { listLog } from './delta/log.ts'
import type { Engine } from './engines/engine.ts'
import { LakehouseError } from './errors.ts'
import type { ServedPublication } from './serving/publication.ts'
import { quoteText } from './sql.ts'

/** One consistent set of table versions, as a build left it. */
export interface Publication extends ServedPublication {
  /** The shop whose files it was built from. */
  readonly source: string
  /** Changes with any setting that models read. */
  readonly parametersHash: string
  /** False: a check of severity `fail` did not hold, so it is kept and not served. */
  readonly isServed: boolean
}

/** Where a gateway finds a publication's file. */
export function servingFile(lake: string, publicationId: string): string {
  return join(lake, 'serving', `${publicationId}.duckdb`)
}

/** The newest publication, served or not; undefined before the first. */
export async function newestPublication(lake: string): Promise<Publication | undefined> {
  for await (const publication of publicationsOf(lake)) return publication
  return undefined
}

/** The newest publication that is served; undefined before the first. */
export async function currentPublication(lake: string): Promise<Publication | undefined> {
  const [current] = await servedPublications(lake, 1)
  return current
}

/**
 * Every publication, newest first, read from the commits of `ops.publications`: each holds its row, so no engine is needed.
 *
 * Errors: `LakehouseError` `LOG_CORRUPT`.
 */
async function* publicationsOf(lake: string): AsyncGenerator<Publication> {
  for (const version of (await publicationVersions(lake)).toReversed()) {
    const publication = await publicationAt(lake, version)
    if (publication) yield publication
  }
}

/** The versions of `ops.publications`, oldest first; none before the first publication. */
export async function publicationVersions(lake: string): Promise<readonly number[]> {
  try {
    return (await listLog(tableOf(lake))).commits
  } catch (error) {
    if (error instanceof LakehouseError && error.code === 'TABLE_NOT_FOUND') return []
    throw error
  }
}

/** The publication that a version of `ops.publications` added; undefined where another program wrote it. */
export async function publicationAt(
  lake: string,
  version: number,
): Promise<Publication | undefined> {
  const { publication } = await lineageOf(tableOf(lake), version)
  return publication === undefined ? undefined : publicationJson.parse(JSON.parse(publication))
}

/** The newest publications that are served, newest first, at most `count`. */
export async function servedPublications(lake: string, count: number): Promise<Publication[]> {
  const served: Publication[] = []
  for await (const publication of publicationsOf(lake)) {
    if (served.length === count) break
    if (publication.isServed) served.push(publication)
  }
  return served
}

/** Which version of a table it holds; undefined where it holds none. */
export function versionOf(
  { tables }: Pick<Publication, 'tables'>,
  name: string,
): number | undefined {
  const held = tables.find(({ table }) => table === name)
  return held && Number(held.version)
}

/** Makes a publication the newest one: from this commit on gateways see it. */
export async function publish(engine: Engine, publication: Publication): Promise<void> {
  const json = JSON.stringify(publication, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  await engine.write(publications, rowSelect(publication), {
    mode: 'append',
    lineage: { publication: json },
  })
}

const publicationJson = z.object({
  publicationId: z.string(),
  publishedAt: z.string(),
  asOf: z.string(),
  runId: z.string(),
  source: z.string(),
  definitionsHash: z.string(),
  parametersHash: z.string(),
  checksPassed: z.number(),
  checksFailed: z.number(),
  isServed: z.boolean(),
  businessTimezone: z.string(),
  tables: z.array(
    z.object({ table: z.string(), version: z.coerce.bigint(), rows: z.coerce.bigint() }),
  ),
})

const tableOf = (lake: string) => join(lake, 'ops', 'publications')

function rowSelect(publication: Publication): string {
  const tables = publication.tables.map(({ table, version, rows }) => ({
    table,
    version: String(version),
    rows: String(rows),
  }))
  return `select
    ${quoteText(publication.publicationId)} as publication_id,
    ${quoteText(publication.runId)} as run_id,
    ${quoteText(publication.source)} as source,
    ${quoteText(publication.definitionsHash)} as definitions_hash,
    ${quoteText(publication.parametersHash)} as parameters_hash,
    cast(${publication.checksPassed} as integer) as checks_passed,
    cast(${publication.checksFailed} as integer) as checks_failed,
    ${publication.isServed} as is_served,
    ${quoteText(publication.businessTimezone)} as business_timezone,
    ${quoteText(JSON.stringify(tables))} as tables,
    try_to_timestamp(${quoteText(publication.asOf)}) as as_of,
    try_to_timestamp(${quoteText(publication.publishedAt)}) as published_at`
}
