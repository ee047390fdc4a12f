import { readFile, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Makes all that a table has older, as if so much time had passed since. What a checkpoint says of removed files stays as it is. */
export async function age(table: string, ms: number): Promise<void> {
  for (const file of await filesOf(table)) {
    const { mtimeMs } = await stat(file)
    if (file.endsWith('.json')) await rewrite(file, ms)
    const then = new Date(mtimeMs - ms)
    await utimes(file, then, then)
  }
}

/** How many data files a table has on the disk, whether or not it needs them. */
export async function dataFiles(table: string): Promise<number> {
  const files = await filesOf(table)
  return files.filter((file) => file.endsWith('.parquet') && !file.includes('_delta_log')).length
}

async function filesOf(table: string): Promise<string[]> {
  const entries = await readdir(table, { recursive: true, withFileTypes: true })
  return entries.flatMap((entry) => (entry.isFile() ? join(entry.parentPath, entry.name) : []))
}

/** When files were removed stands in the commits. Readers never see half of one. */
async function rewrite(commit: string, ms: number): Promise<void> {
  const text = await readFile(commit, 'utf8')
  const older = text.replaceAll(
    /"deletionTimestamp":(\d+)/g,
    (_, at: string) => `"deletionTimestamp":${Number(at) - ms}`,
  )
  await writeFile(`${commit}.aside`, older)
  await rename(`${commit}.aside`, commit)
}
