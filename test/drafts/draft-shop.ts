import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import { type Draft, draftSource } from '../../jobs/drafts/draft.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'

/** The draft of a shop `corner` that has these raw files. */
export async function draftOf(files: Readonly<Record<string, string>>): Promise<Draft> {
  await using folder = await temporaryFolder()
  const from = join(folder.path, 'raw')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(from, path)), { recursive: true })
    writeFileSync(join(from, path), content)
  }
  await using engine = await openDuckdb({ lake: join(folder.path, 'lake'), memoryLimit: '500MB' })
  return await draftSource(engine, { name: 'corner', from })
}
