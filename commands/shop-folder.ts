import { JobError } from '../jobs/errors.ts'

/** The folder of a shop's raw files, as the configuration or `--from` says. Errors: `JobError` `FOLDER_NOT_FOUND`. */
export function shopFolder(name: string, from: string | undefined): string {
  if (from !== undefined) return from
  throw new JobError(
    'FOLDER_NOT_FOUND',
    `source ${name} needs the folder of the shop's raw files: add --from <folder>`,
  )
}
