import { join } from 'node:path'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** An engine on a new lake; both go when it is closed. */
export async function openTemporary(): Promise<Engine> {
  const folder = await temporaryFolder()
  const engine = await openDuckdb({
    lake: join(folder.path, 'lake'),
    memoryLimit: '512MB',
    threads: 2,
  })
  return {
    ...engine,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
