import { glob, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { unreadableLines } from '../../lakehouse/contracts/bronze/unreadable-lines.ts'
import { snakeCase } from '../../lakehouse/contracts/bronze/raw.ts'
import { JobError } from '../errors.ts'
import type { FilePattern } from './description.ts'
import type { Reading } from './dialect.ts'
import { literalPattern } from './literal-pattern.ts'
import type { Source } from './source.ts'

/** A file that is there, before its content is looked at. */
export interface FoundFile {
  readonly path: string
  readonly absolute: string
  readonly bytes: number
  readonly modifiedMs: number
}

/** The files of one raw table. */
export interface RawFiles {
  /** `bronze.olist_orders` without its layer. */
  readonly name: string
  /** Absolute, without links. */
  readonly folder: string
  readonly patterns: readonly string[]
  readonly reading: Reading
  readonly files: readonly FoundFile[]
}

/** Tables of the lake's own, without their layer; each may have a quarantine of its name. */
const TAKEN = [...CANONICAL_TABLES, unreadableLines].map(({ name }) => name.replace(/^.*\./, ''))

/** Files that may hold a table. */
export const ANY_TABLE_FILE = '*.{csv,tsv,txt,psv,json,ndjson,jsonl,parquet}{,.gz}'

/** Of a folder, or of all folders below it too; extensions in any case, as some systems write them. */
export async function tableFiles(folder: string, where: '*' | '**/*'): Promise<string[]> {
  const paths = await Array.fromAsync(glob(where, { cwd: folder }))
  return paths.filter((path) => TABLE_FILE.test(path)).toSorted()
}

const TABLE_FILE = /\.(csv|tsv|txt|psv|json|ndjson|jsonl|parquet)(\.gz)?$/i

/**
 * The raw tables of a source with their files, by table name and path.
 *
 * Errors: `JobError` `FOLDER_NOT_FOUND`; `SOURCE_INVALID` where a raw table has the name of a table of the lake's own;
 * `FILE_NOT_FOUND` where a declared pattern has no file, or there is none at all.
 */
export async function findRawFiles(source: Source, from: string): Promise<RawFiles[]> {
  const folder = await folderOf(source.name, from)
  const declared = source.files ?? (await filesByName(folder))
  refuseTaken(source.name, Object.keys(declared))
  const tables = await Promise.all(
    Object.entries(declared).map(([name, pattern]) =>
      filesOf(`${source.name}_${name}`, pattern, folder),
    ),
  )
  const lacking = tables.find(({ files }) => files.length === 0)
  if (tables.length > 0 && lacking === undefined) return tables
  const expected = lacking?.patterns.join(' or ') ?? ANY_TABLE_FILE
  throw new JobError(
    'FILE_NOT_FOUND',
    `source ${source.name}: no file ${expected} in ${folder}; there is ${await listing(folder)}`,
  )
}

/** Errors: `JobError` `SOURCE_INVALID` where a raw table of that shop would have the name of a table of the lake's own. */
export function refuseTaken(source: string, names: readonly string[]): void {
  const taken = names.find((name) => TAKEN.includes(`${source}_${name}`))
  if (taken === undefined) return
  throw new JobError(
    'SOURCE_INVALID',
    `source ${source}: its raw table "${taken}" would be bronze.${source}_${taken}, a name that the lake keeps for itself: rename the source, or the table under "files" in source.json`,
  )
}

/** The folder of a shop's raw files, absolute, without links. Errors: `JobError` `FOLDER_NOT_FOUND`. */
export async function folderOf(name: string, from: string): Promise<string> {
  const folder = resolve(from)
  const facts = await stat(folder).catch((cause: unknown) => {
    throw new JobError(
      'FOLDER_NOT_FOUND',
      `source ${name}: the folder ${folder} is not there or cannot be read: give the folder of the raw files with --from`,
      { cause },
    )
  })
  if (!facts.isDirectory()) {
    throw new JobError(
      'FOLDER_NOT_FOUND',
      `source ${name}: ${folder} is a file: give its folder with --from`,
    )
  }
  return realpath(folder)
}

async function filesOf(name: string, declared: FilePattern, folder: string): Promise<RawFiles> {
  const { pattern, ...reading } =
    typeof declared === 'string' || Array.isArray(declared) ? { pattern: declared } : declared
  const patterns = typeof pattern === 'string' ? [pattern] : pattern
  const paths = await Array.fromAsync(glob(patterns, { cwd: folder }))
  const found = await Promise.all(
    [...new Set(paths)].toSorted().map((path) => foundFile(folder, path)),
  )
  return { name, folder, patterns, reading, files: found.filter((file) => file !== undefined) }
}

async function foundFile(folder: string, path: string): Promise<FoundFile | undefined> {
  const absolute = join(folder, path)
  const facts = await stat(absolute)
  if (!facts.isFile()) return undefined
  return { path: path.replaceAll(sep, '/'), absolute, bytes: facts.size, modifiedMs: facts.mtimeMs }
}

async function filesByName(folder: string): Promise<Record<string, FilePattern>> {
  const declared: Record<string, string[]> = {}
  for (const path of await tableFiles(folder, '*')) {
    const name = snakeCase(path.replace(/\..*$/, ''))
    ;(declared[name] ??= []).push(literalPattern(path))
  }
  return declared
}

/** What a folder holds, in a few words. */
export async function listing(folder: string): Promise<string> {
  const names = (await Array.fromAsync(glob('*', { cwd: folder }))).toSorted()
  if (names.length === 0) return 'nothing'
  return names.length <= 20
    ? names.join(', ')
    : `${names.slice(0, 20).join(', ')} and ${names.length - 20} more`
}
