import { join } from 'node:path'
import { type RunOptions, runProcessor } from '../../jobs/stream/run-processor.ts'
import { openDuckdb } from '../../lakehouse/engines/duckdb/duckdb.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import type { EventLog } from '../../lakehouse/events/event-log.ts'
import { openSqliteLog } from '../../lakehouse/events/sqlite-log.ts'
import { prepareLake } from '../../lakehouse/lake.ts'
import { temporaryFolder } from '../engines/temporary-folder.ts'
import { streamDifferences } from './check-lake.ts'

/** A lake with a log of its own, without a shop. */
export interface StreamLake extends AsyncDisposable {
  readonly lake: string
  readonly log: EventLog
  readonly engine: Engine
  /** Processes what the log has, once; with an engine that may stop it anywhere. */
  readonly process: (options?: Partial<RunOptions>) => Promise<void>
  readonly differences: () => Promise<string[]>
}

/** `openLog`: another log than the lake's own file. */
export async function streamLake(openLog = openOwnLog): Promise<StreamLake> {
  const folder = await temporaryFolder()
  const lake = join(folder.path, 'lake')
  prepareLake(lake)
  const log = await openLog(lake)
  const engine = await openDuckdb({ lake, memoryLimit: '500MB', threads: 2 })
  return {
    lake,
    log,
    engine,
    process: (options = {}) =>
      runProcessor({
        lake,
        engine,
        log,
        batchSize: 1000,
        commitEvents: 10_000,
        commitMs: 5000,
        latenessMs: 120_000,
        retentionMs: 7 * 86_400_000,
        isOnce: true,
        signal: new AbortController().signal,
        report: () => undefined,
        ...options,
      }),
    differences: () => streamDifferences({ engine, lake, log }),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]()
      await log[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

async function openOwnLog(lake: string): Promise<EventLog> {
  return openSqliteLog({ path: join(lake, '.events.db'), partitions: 2, retentionDays: 7 })
}
