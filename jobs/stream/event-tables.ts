import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { EVENT_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type Progress, STREAM, lineageOf, movesOf } from '../../lakehouse/events/progress.ts'
import type { Model } from '../build/model.ts'

const STAGED = 'stream_events'

/** The typed tables, each with its model over the events of a commit, `stream_events`. */
export interface EventTables {
  readonly engine: Engine
  readonly models: ReadonlyMap<string, Model>
}

/**
 * Commits the staged events with how far they bring the processor, then their typed rows.
 *
 * A crash between is made good by `catchUp`.
 * Errors: `LakehouseError` `FENCED` where another processor has committed meanwhile.
 */
export async function commitEvents(
  tables: EventTables,
  before: Progress,
  progress: Progress,
): Promise<void> {
  await tables.engine.write(bronzeEvents, `select * from ${STAGED}`, {
    mode: 'append',
    lineage: lineageOf(progress),
    moves: [
      {
        appId: STREAM,
        from: before.batch === 0 ? undefined : before.batch,
        version: progress.batch,
      },
      ...movesOf(before.positions, progress.positions),
    ],
  })
  await Promise.all(EVENT_TABLES.map((contract) => writeTyped(tables, contract, progress.batch)))
}

/** Writes the typed rows that a processor did not come to, from the events that it committed. */
export async function catchUp(tables: EventTables, batch: number): Promise<void> {
  if (batch === 0) return
  for (const contract of EVENT_TABLES) {
    const state = await tables.engine.state(contract)
    const done = state?.transactions.get(STREAM) ?? 0
    if (done >= batch) continue
    await tables.engine.openRange(bronzeEvents, { column: 'batch', from: done + 1 })
    await tables.engine.stage(STAGED, `select * from ${bronzeEvents.name} where batch > ${done}`)
    await writeTyped(tables, contract, batch)
  }
}

async function writeTyped(
  { engine, models }: EventTables,
  contract: Contract,
  batch: number,
): Promise<void> {
  const { select } = models.get(contract.name)!
  await engine.write(contract, select, { mode: 'append', txn: { appId: STREAM, version: batch } })
}
