import { join, sep } from 'node:path'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { JobError } from '../errors.ts'
import { type Content, readContent } from '../sources/content.ts'
import { ANY_TABLE_FILE, listing, tableFiles } from '../sources/raw-files.ts'

/** A raw file whose form is known. */
export interface LookedFile {
  /** Relative to the shop's folder, with `/`. */
  readonly path: string
  readonly content: Content
}

export interface Look {
  readonly files: readonly LookedFile[]
  /** Files that cannot be read, each with the reason. */
  readonly faults: readonly string[]
}

/**
 * Looks into every file of a folder, and of the folders in it, that may hold a table.
 *
 * Errors: `JobError` `FILE_NOT_FOUND` where none does.
 */
export async function lookInto(engine: Engine, folder: string, scratch: string): Promise<Look> {
  const paths = await tableFiles(folder, '**/*')
  const files: LookedFile[] = []
  const faults: string[] = []
  for (const path of paths.map((found) => found.replaceAll(sep, '/')).toSorted()) {
    try {
      const content = await readContent(join(folder, path), { engine, reading: {}, scratch })
      if (content.header.length > 0) files.push({ path, content })
      else faults.push(`${path}: there is nothing in it`)
    } catch (error) {
      if (!(error instanceof JobError) || error.code !== 'FILE_UNREADABLE') throw error
      faults.push(error.message)
    }
  }
  if (files.length > 0) return { files, faults }
  throw new JobError(
    'FILE_NOT_FOUND',
    `no file ${ANY_TABLE_FILE} that can be read in ${folder}; there is ${await listing(folder)}${faults.map((fault) => `\n${fault}`).join('')}`,
  )
}
