import { access, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Contract } from './contracts/contract.ts'
import { GOLD_TABLES, SILVER_TABLES } from './contracts/tables.ts'
import { isMissing } from './delta/log.ts'
import { type DuckdbOptions, openDuckdb } from './engines/duckdb/duckdb.ts'
import type { Engine } from './engines/engine.ts'
import { LakehouseError } from './errors.ts'
import { servingFile } from './publication.ts'
import type { ServedPublication } from './serving/publication.ts'
import { writeServingFile } from './serving/write.ts'
import { text } from './sql.ts'

/** The serving files of earlier publications: builds remove theirs, so they are made again when asked for. */
export interface Archive extends AsyncDisposable {
  /**
   * Where a publication's file is, which is made from the tables' versions unless it is there.
   *
   * Errors: `LakehouseError` `FILE_MISSING`, `VERSION_NOT_FOUND`, `TABLE_NOT_FOUND` or `LOG_CORRUPT` where its tables
   * are gone, `SCHEMA_MISMATCH` where another release built them, and what writing meets.
   */
  readonly file: (publication: ServedPublication) => Promise<string>
}

/** Files that stay in the lake, those last asked for. */
const FILES_KEPT = 5
/** A file that nobody has written to for so long was left by a process that was killed. */
const LEFT_MS = 3_600_000

const SERVED: readonly Contract[] = [...SILVER_TABLES, ...GOLD_TABLES].filter(
  ({ isServed }) => isServed,
)

/** Gateways share a lake's archive. The memory of the options is what making a file may take: one is made at a time. */
export function openArchive(options: DuckdbOptions): Archive {
  const folder = join(options.lake, 'serving', 'earlier')
  const closing = new AbortController()
  const limit = pLimit(1)

  async function make(publication: ServedPublication, path: string): Promise<string> {
    closing.signal.throwIfAborted()
    if (await touch(path)) return path
    await mkdir(folder, { recursive: true })
    await using engine = await openDuckdb(options)
    await openTables(engine, publication)
    const file = { path, publication, contracts: SERVED }
    await writeServingFile(engine, file, { signal: closing.signal })
    await removeOld(folder)
    return path
  }

  return {
    async file(publication) {
      const built = servingFile(options.lake, publication.publicationId)
      if (await isThere(access(built))) return built
      const path = join(folder, `${publication.publicationId}.duckdb`)
      return (await touch(path)) ? path : await limit(() => make(publication, path))
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new LakehouseError('QUERY_CANCELLED', 'the archive was closed'))
      await limit(() => undefined)
    },
  }
}

async function openTables(
  engine: Engine,
  { publicationId, tables }: ServedPublication,
): Promise<void> {
  const versions = new Map(tables.map(({ table, version }) => [table, Number(version)]))
  for (const contract of SERVED) {
    const { name, columns } = contract
    const version = versions.get(name)
    if (version === undefined)
      throw new LakehouseError('SCHEMA_MISMATCH', `publication ${publicationId} has no ${name}`)
    await engine.open(contract, version)
    const described = await engine.rows(text(`describe select * from ${name}`))
    const there = new Set(described.map((row) => row['column_name']))
    const missing = Object.keys(columns).filter((column) => !there.has(column))
    if (missing.length > 0)
      throw new LakehouseError(
        'SCHEMA_MISMATCH',
        `publication ${publicationId}: ${name} has no ${missing.join(', ')}`,
      )
  }
}

/** A gateway that still reads a removed file keeps it until it lets go. */
async function removeOld(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name))
  const files = await Promise.all(paths.map(async (path) => ({ path, usedMs: await usedMs(path) })))
  const whole = files
    .filter(({ path }) => path.endsWith('.duckdb'))
    .sort((left, right) => right.usedMs - left.usedMs)
  const left = files.filter(
    ({ path, usedMs: ms }) => !path.endsWith('.duckdb') && ms < Date.now() - LEFT_MS,
  )
  // Where an open file cannot be removed, the next one that is made tries again.
  await Promise.allSettled(
    [...whole.slice(FILES_KEPT), ...left].map(({ path }) => rm(path, { force: true })),
  )
}

const usedMs = (path: string) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

/** Says that the file was asked for now; false where there is none. */
function touch(path: string): Promise<boolean> {
  const now = new Date()
  return isThere(utimes(path, now, now))
}

async function isThere(found: Promise<void>): Promise<boolean> {
  try {
    await found
    return true
  } catch (cause) {
    if (isMissing(cause)) return false
    throw cause
  }
}
