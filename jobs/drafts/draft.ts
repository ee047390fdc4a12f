import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { checkSourceName } from '../sources/source.ts'
import { folderOf, refuseTaken } from '../sources/raw-files.ts'
import { lookInto } from './looked-file.ts'
import { notesOf } from './notes.ts'
import { type Sheet, readSheets } from './sheet.ts'
import { type TableDraft, draftTables } from './table-draft.ts'
import { tableSql } from './table-sql.ts'

/** A source that was guessed from a shop's raw files; nothing of it is written yet. */
export interface Draft {
  readonly sheets: readonly Sheet[]
  readonly tables: readonly TableDraft[]
  /** Files that cannot be read, each with the reason. */
  readonly faults: readonly string[]
  /** The files of the source's folder by name. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * Guesses a source from the raw files of a folder: which files make a table, and which canonical columns theirs are.
 *
 * Errors: `JobError` `SOURCE_INVALID` for a name that no source can have, `FOLDER_NOT_FOUND`, `FILE_NOT_FOUND`.
 */
export async function draftSource(
  engine: Engine,
  { name, from }: { name: string; from: string },
): Promise<Draft> {
  checkSourceName(name)
  const folder = await folderOf(name, from)
  await using cleaning = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'lakegate-'))
  cleaning.defer(() => rm(scratch, { recursive: true }))
  const { files, faults } = await lookInto(engine, folder, scratch)
  const sheets = await readSheets(engine, files)
  refuseTaken(
    name,
    sheets.map((sheet) => sheet.name),
  )
  const tables = draftTables(sheets)
  const found = tables.filter(({ parts }) => parts.length > 0)
  const description = {
    description: `Drafted from ${files.length} ${files.length === 1 ? 'file' : 'files'}: read README.md, and write here what the shop is`,
    files: Object.fromEntries(
      sheets.map(({ name: raw, patterns }) => [
        raw,
        patterns.length === 1 ? patterns[0] : patterns,
      ]),
    ),
  }
  return {
    sheets,
    tables,
    faults,
    files: {
      'source.json': `${JSON.stringify(description, null, 2)}\n`,
      'README.md': notesOf(name, { sheets, tables, faults }),
      ...Object.fromEntries(
        found.map((draft) => [
          `${draft.table.table}.sql`,
          tableSql(draft, { source: name, drafts: tables }),
        ]),
      ),
    },
  }
}
