import { matchesGlob } from 'node:path'
import { columnNames, snakeCase } from '../../lakehouse/contracts/bronze/raw.ts'
import type { LookedFile } from './looked-file.ts'
import { literalPattern } from '../sources/literal-pattern.ts'
import { MONTH } from './months.ts'

/** Files that make one raw table. */
export interface FileGroup {
  readonly name: string
  readonly patterns: readonly string[]
  readonly files: readonly LookedFile[]
}

const EXTENSIONS = /\.(csv|tsv|txt|psv|json|ndjson|jsonl|parquet)(\.gz)?$/i
/** What tells files of one kind apart. */
const COUNTER = new RegExp(`\\d+|${MONTH}`, 'giu')

/** Files of one name but for numbers, dates and months, and of the same columns, are one table's. */
export function groupFiles(files: readonly LookedFile[]): FileGroup[] {
  const all = files.map(({ path }) => path)
  const taken = new Set<string>()
  return [...Map.groupBy(files, kindOf).values()].map((alike) => {
    const name = freeName(nameOf(alike), taken)
    taken.add(name)
    return {
      name,
      patterns: patternsOf(
        alike.map(({ path }) => path),
        all,
      ),
      files: alike,
    }
  })
}

function kindOf({ path, content }: LookedFile): string {
  const stem = path.replace(EXTENSIONS, '').replaceAll(COUNTER, '#')
  return JSON.stringify([stem.toLowerCase(), columnNames(content.header).toSorted()])
}

function nameOf([first, ...others]: readonly LookedFile[]): string {
  const stem = first!.path.replace(EXTENSIONS, '')
  const counted = snakeCase(stem.replaceAll(COUNTER, ' '))
  const name = others.length === 0 ? snakeCase(stem) : counted
  return /^[a-z]/.test(name) ? name : `files${name && `_${name}`}`
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`
  return free
}

/** Patterns that next month's file fits too; the paths themselves where it would take other files with it. */
function patternsOf(paths: readonly string[], all: readonly string[]): string[] {
  if (paths.length === 1) return [literalPattern(paths[0]!)]
  const patterns = [
    ...new Set(paths.map((path) => literalPattern(path).replaceAll(COUNTER, widened))),
  ]
  const others = all.filter((path) => !paths.includes(path))
  const isExact = patterns.every((pattern) => !others.some((path) => matchesGlob(path, pattern)))
  return isExact ? patterns : paths.map(literalPattern)
}

const widened = (counter: string) => (/\d/.test(counter) ? '[0-9]*' : '*')
