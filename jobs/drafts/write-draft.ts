import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { JobError } from '../errors.ts'

/**
 * Refuses a folder that is there: what a person wrote into it must not be lost.
 *
 * Errors: `JobError` `SOURCE_EXISTS`.
 */
export function refuseExisting(folder: string): void {
  if (!existsSync(folder)) return
  throw new JobError(
    'SOURCE_EXISTS',
    `${folder} is there already, and is never written over: give another name, or remove it first`,
  )
}

/** Writes a draft's files into a new folder. Errors: `JobError` `SOURCE_EXISTS`, `FOLDER_NOT_FOUND` where it cannot be made. */
export function writeDraft(folder: string, files: Readonly<Record<string, string>>): void {
  refuseExisting(folder)
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content, { flag: 'wx' })
    }
  } catch (cause) {
    throw new JobError(
      'FOLDER_NOT_FOUND',
      `${folder} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}; give another folder with --into`,
      { cause },
    )
  }
}
