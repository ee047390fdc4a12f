import type { Row } from '../engines/engine.ts'
import { type Sql, sql } from '../sql.ts'
import { bigintCell, numberCell, stringCell } from './cells.ts'

/** Which version of a table a publication holds. */
export interface TableVersion {
  readonly table: string
  readonly version: bigint
  readonly rows: bigint
}

/** What a serving file says about itself. */
export interface ServedPublication {
  readonly publicationId: string
  /** `"2026-11-22T05:20:00.000000Z"`, as `asOf`. */
  readonly publishedAt: string
  /** The logical moment of the build; for a shop without orders, `publishedAt`. */
  readonly asOf: string
  readonly runId: string
  readonly definitionsHash: string
  readonly checksPassed: number
  readonly checksFailed: number
  /** Days, weeks and months are cut in it. */
  readonly businessTimezone: string
  readonly tables: readonly TableVersion[]
}

export const FACTS = sql`select publication_id, published_at, as_of, run_id, definitions_hash, checks_passed,
  checks_failed, business_timezone from publication`

export const TABLE_VERSIONS = sql`select table_name, version, row_count from publication_tables order by table_name`

/** The select whose one row is the facts. */
export function factsOf(publication: ServedPublication): Sql {
  return sql`select ${publication.publicationId} as publication_id,
    cast(${publication.publishedAt} as timestamptz) as published_at,
    cast(${publication.asOf} as timestamptz) as as_of,
    ${publication.runId} as run_id,
    ${publication.definitionsHash} as definitions_hash,
    cast(${publication.checksPassed} as integer) as checks_passed,
    cast(${publication.checksFailed} as integer) as checks_failed,
    ${publication.businessTimezone} as business_timezone`
}

/** The select whose rows are the versions of the publication's tables. */
export function versionsOf({ tables }: ServedPublication): Sql {
  const lines = JSON.stringify(
    tables.map(({ table, version, rows }) => ({
      table,
      version: String(version),
      rows: String(rows),
    })),
  )
  return sql`select entry.table as table_name, cast(entry.version as bigint) as version, cast(entry.rows as bigint) as row_count
    from (select unnest(from_json(cast(${lines} as json),
      '[{"table": "VARCHAR", "version": "VARCHAR", "rows": "VARCHAR"}]')) as entry)`
}

/** Errors: `LakehouseError` `SCHEMA_MISMATCH` for a file that another program wrote. */
export function readPublication(
  [facts]: readonly Row[],
  tables: readonly Row[],
): ServedPublication {
  return {
    publicationId: stringCell(facts, 'publication_id'),
    publishedAt: stringCell(facts, 'published_at'),
    asOf: stringCell(facts, 'as_of'),
    runId: stringCell(facts, 'run_id'),
    definitionsHash: stringCell(facts, 'definitions_hash'),
    checksPassed: numberCell(facts, 'checks_passed'),
    checksFailed: numberCell(facts, 'checks_failed'),
    businessTimezone: stringCell(facts, 'business_timezone'),
    tables: tables.map((row) => ({
      table: stringCell(row, 'table_name'),
      version: bigintCell(row, 'version'),
      rows: bigintCell(row, 'row_count'),
    })),
  }
}
