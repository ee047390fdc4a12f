import { bronzeEvents } from '../../lakehouse/contracts/bronze/events.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import { LIVE_TABLES } from '../../lakehouse/contracts/live/tables.ts'
import { deadLetters } from '../../lakehouse/contracts/ops/dead-letters.ts'
import { cleanLog } from '../../lakehouse/delta/clean-log.ts'
import { tableIn } from '../../lakehouse/delta/table.ts'
import { readIfTable } from '../../lakehouse/delta/transaction.ts'
import { vacuum } from '../../lakehouse/delta/vacuum.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { type Progress, STREAM, lineageOf } from '../../lakehouse/events/progress.ts'

const STREAMED: readonly Contract[] = [bronzeEvents, ...LIVE_TABLES, deadLetters]

/** Puts the small files of the processor's tables together. */
export async function compactTables(engine: Engine, progress: Progress): Promise<void> {
  for (const contract of STREAMED) await engine.compact(contract, keeping(contract, progress))
}

/** What tells of progress stays in the newest commit, whichever commit that is. */
function keeping({ name }: Contract, progress: Progress): Parameters<Engine['compact']>[1] {
  const { batch } = progress
  if (name !== bronzeEvents.name || batch === 0) return {}
  return {
    lineage: lineageOf(progress),
    moves: [{ appId: STREAM, from: batch, version: batch }],
  }
}

/** Deletes the files that the processor's tables have left, and what their logs say of old versions. */
export async function cleanTables(engine: Engine, lake: string): Promise<void> {
  for (const { name } of STREAMED) {
    const table = tableIn(engine, lake, name)
    if ((await readIfTable(table)) === undefined) continue
    // They say themselves how long removed files stay.
    await vacuum(table, { retentionMs: 0 })
    await cleanLog(table)
  }
}
