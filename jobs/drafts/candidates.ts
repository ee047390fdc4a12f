import type { CanonicalContract } from '../../lakehouse/contracts/bronze/canonical.ts'
import { NOUNS, PHRASES } from './phrases.ts'
import { type Sheet, valuesOf } from './sheet.ts'
import type { TableDraft } from './table-draft.ts'
import { valueForm } from './value-form.ts'
import { meaningOf } from './words.ts'

interface Search {
  readonly table: CanonicalContract
  readonly sheet: Sheet
  /** What they read is no candidate any more. */
  readonly drafts: readonly TableDraft[]
}

const CANDIDATES_MAX = 6
/** They are in too many names to tell anything. */
const COMMON_WORDS = new Set(['id', 'name', 'date', 'kind', ...Object.values(NOUNS)])

/**
 * Columns of a sheet that nothing reads and that may be a canonical column: for one that is required, or a moment, by the
 * kind of the values; for others by a word of the name as well.
 */
export function candidatesFor(name: string, { table, sheet, drafts }: Search): string[] {
  const { kind, isGiven } = table.given[name]!
  const isByKind = isGiven || kind === 'timestamp'
  const words = new Set(PHRASES[table.table]![name]!.flatMap((phrase) => phrase.split(' ')))
  return unreadColumns(sheet, drafts)
    .filter((column) => {
      const shared = meaningOf(column)
        .split(' ')
        .some((word) => words.has(word) && !COMMON_WORDS.has(word))
      const values = valuesOf(sheet, column)
      const isFit = values.length > 0 && valueForm(values, { name, kind }) !== undefined
      return isFit && (isByKind || shared)
    })
    .slice(0, CANDIDATES_MAX)
}

/** The columns of a sheet that no draft reads. */
export function unreadColumns(sheet: Sheet, drafts: readonly TableDraft[]): string[] {
  const read = new Set(
    drafts.flatMap(({ parts }) =>
      parts
        .filter((part) => part.sheet === sheet)
        .flatMap(({ guesses }) => [...guesses.values()].map(({ column }) => column)),
    ),
  )
  return sheet.columns.filter((column) => !read.has(column))
}
