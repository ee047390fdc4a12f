import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openDuckdb } from '../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../lakehouse/engines/engine.ts'
import { engineSettings } from './engine-settings.ts'

/** An engine on a lake that is not there before and goes afterwards. */
export interface TrialEngine extends AsyncDisposable {
  readonly engine: Engine
}

export async function openTrialEngine(config: Config): Promise<TrialEngine> {
  await using cleaning = new AsyncDisposableStack()
  const lake = await mkdtemp(join(tmpdir(), 'lakegate-trial-'))
  cleaning.defer(() => rm(lake, { recursive: true, force: true }))
  const engine = cleaning.use(await openDuckdb({ lake, ...engineSettings(config) }))
  const kept = cleaning.move()
  return { engine, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}
