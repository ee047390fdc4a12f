import DataLoader from 'dataloader'
import { runs, stepsByRuns } from '../lakehouse/runs.ts'
import type { Reader } from '../lakehouse/serving/reader.ts'
import type { Context } from './context.ts'

/** Reads the operations' tables as they are now. */
export function opsReader({ reader, lake }: Pick<Context, 'reader' | 'lake'>): Reader {
  return { publication: reader.publication, rows: lake.rows, scan: lake.rows }
}

/** As loaders are, for what is no fact of a publication. */
export function createLiveLoaders(ops: Reader) {
  return {
    run: new DataLoader((runIds: readonly string[]) => runs.byIds(ops, runIds)),
    runSteps: new DataLoader((runIds: readonly string[]) => stepsByRuns(ops, runIds)),
  }
}

export type LiveLoaders = ReturnType<typeof createLiveLoaders>
