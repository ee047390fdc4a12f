import { bronzeEvents } from '../contracts/bronze/events.ts'
import { lineageOf } from '../delta/history.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { type Table, tableIn } from '../delta/table.ts'

/** How far the processor has come: what it wrote beside its newest batch. */
export interface StreamState {
  /** Minutes that ended at or before this instant are closed; null before the first event. */
  readonly watermark: string | null
  /** Events whose minute was closed when they came. */
  readonly late: bigint
  /** Messages that were refused. */
  readonly deadLetters: bigint
}

export const NO_STATE: StreamState = { watermark: null, late: 0n, deadLetters: 0n }

/** Commits between two batches: files that were joined, nothing else. */
const COMMITS_BETWEEN_MAX = 100

/** What the newest batch of `bronze.events` says, at a version or before it. */
export async function streamState(
  engine: Table['engine'],
  lake: string,
  { version }: Pick<Snapshot, 'version'>,
): Promise<StreamState> {
  const { folder } = tableIn(engine, lake, bronzeEvents.name)
  const oldest = Math.max(0, version - COMMITS_BETWEEN_MAX)
  for (let each = version; each >= oldest; each--) {
    const { batch, watermark, late, deadLetters } = await lineageOf(folder, each)
    if (batch === undefined) continue
    return {
      watermark: watermark === undefined || watermark === '' ? null : watermark,
      late: BigInt(late ?? 0),
      deadLetters: BigInt(deadLetters ?? 0),
    }
  }
  return NO_STATE
}
