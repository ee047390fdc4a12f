import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { JobError } from '../errors.ts'
import { descriptionSchema } from './description.ts'
import type { FilePattern, StatusWord } from './description.ts'
import { suggestion } from './nearest.ts'
import { rawReadsOf } from './raw-reads.ts'

/** How one shop's raw files become canonical tables: a folder of one SQL a table and an optional `source.json`. */
export interface Source {
  readonly name: string
  readonly folder: string
  readonly description: string
  readonly files: Readonly<Record<string, FilePattern>> | undefined
  readonly timezone: string | undefined
  readonly businessTimezone: string | undefined
  readonly statusWords: readonly StatusWord[]
  /** One for each canonical table that the shop has, parents before children. */
  readonly mappings: readonly Mapping[]
}

/** The select that gives one canonical table from the shop's raw tables. */
export interface Mapping {
  readonly table: CanonicalContract
  /** `orders.sql`. */
  readonly file: string
  readonly select: string
  /** Raw tables that it may read, there or not, by name: `bronze.olist_orders`. */
  readonly reads: readonly string[]
}

/** It begins the names of tables. */
const SOURCE_NAME = /^[a-z][a-z0-9_]*$/

/** The project's own sources. */
export const OWN_SOURCES = resolve(fileURLToPath(new URL('.', import.meta.url)))

/**
 * Reads a source by name, from `jobs/sources/` or from other folders, which hold sources or are one.
 *
 * Errors: `JobError` `SOURCE_NOT_FOUND` with the names that there are, `SOURCE_INVALID`.
 */
export function loadSource(name: string, folders: readonly string[] = []): Source {
  const found = sourceFolders(folders)
  const folder = found.get(name)
  if (folder === undefined) {
    const names = [...found.keys()]
    throw new JobError(
      'SOURCE_NOT_FOUND',
      `there is no source "${name}"${suggestion(name, names)}; there are ${names.join(', ')}`,
    )
  }
  checkSourceName(name, folder)
  return { name, folder, ...readDescription(folder), mappings: readMappings(folder, name) }
}

/** Where a source of that name is; undefined: there is none. */
export function folderOfSource(name: string, folders: readonly string[]): string | undefined {
  return sourceFolders(folders).get(name)
}

/** Errors: `JobError` `SOURCE_INVALID` for a name that no source can have. */
export function checkSourceName(name: string, folder = name): void {
  if (SOURCE_NAME.test(name)) return
  throw new JobError(
    'SOURCE_INVALID',
    `${folder}: the folder's name is the source's, so it must be lower case letters, digits and _, a letter first: rename "${name}"`,
  )
}

/** Every source there is, by name; one of `folders` wins over one of `jobs/sources/`. */
export function listSources(folders: readonly string[] = []): Source[] {
  return [...sourceFolders(folders).keys()].toSorted().map((name) => loadSource(name, folders))
}

function sourceFolders(folders: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const parent of [OWN_SOURCES, ...folders.map((folder) => resolve(folder))]) {
    for (const folder of [parent, ...subfolders(parent)]) {
      if (folder !== OWN_SOURCES && isSource(folder)) found.set(basename(folder), folder)
    }
  }
  return found
}

function subfolders(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name))
  } catch (cause) {
    throw new JobError('FOLDER_NOT_FOUND', `the folder of sources ${folder} cannot be read`, {
      cause,
    })
  }
}

function isSource(folder: string): boolean {
  return (
    existsSync(join(folder, 'source.json')) ||
    CANONICAL_TABLES.some(({ table }) => existsSync(join(folder, `${table}.sql`)))
  )
}

function readDescription(folder: string) {
  const path = join(folder, 'source.json')
  const parsed = descriptionSchema.safeParse(existsSync(path) ? readJson(path) : {})
  if (parsed.success) {
    const { description, files, timezone, businessTimezone, statusWords } = parsed.data
    return { description, files, timezone, businessTimezone, statusWords }
  }
  throw new JobError('SOURCE_INVALID', `${path}: ${z.prettifyError(parsed.error)}`)
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new JobError('SOURCE_INVALID', `${path} is not JSON`, { cause })
  }
}

function readMappings(folder: string, source: string): Mapping[] {
  const names = CANONICAL_TABLES.map(({ table }) => table)
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.sql'))) {
    const name = basename(file, '.sql')
    if (names.includes(name)) continue
    throw new JobError(
      'SOURCE_INVALID',
      `${join(folder, file)}: "${name}" is no canonical table${suggestion(name, names)}; there are ${names.join(', ')}`,
    )
  }
  return CANONICAL_TABLES.filter(({ table }) => existsSync(join(folder, `${table}.sql`))).map(
    (table) => {
      const file = `${table.table}.sql`
      const select = readFileSync(join(folder, file), 'utf8').trim().replace(/;$/, '')
      return { table, file, select, reads: rawReadsOf(select, source) }
    },
  )
}
