import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LIVE_TABLES } from './contracts/live/tables.ts'
import { logFolder } from './delta/log.ts'

/** Differs from the one before when a live table has a new commit: each puts a file into its log's folder. */
export async function liveCommits(lake: string): Promise<string> {
  const times = LIVE_TABLES.map(async ({ name }) => {
    const folder = logFolder(join(lake, ...name.split('.')))
    return await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
  })
  return (await Promise.all(times)).join(' ')
}
