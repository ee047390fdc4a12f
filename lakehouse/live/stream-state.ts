import { join } from 'node:path'
import { lineageOf } from '../delta/history.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { readProgress } from '../events/progress.ts'
import { instantOf } from '../instant.ts'

/** How far the processor has come, as answers tell it. */
export interface StreamState {
  /** Minutes that ended at or before this instant are closed; null before the first event. */
  readonly watermark: string | null
  /** Events whose minute was closed when they came. */
  readonly late: bigint
}

export const NO_STATE: StreamState = { watermark: null, late: 0n }

/** What a version of `bronze.events` says of it. */
export async function streamState(
  lake: string,
  { version, transactions }: Pick<Snapshot, 'version' | 'transactions'>,
): Promise<StreamState> {
  const lineage = await lineageOf(join(lake, 'bronze', 'events'), version)
  const { watermark, late } = readProgress({ lineage, transactions })
  return {
    watermark: watermark === undefined ? null : instantOf(watermark),
    late: BigInt(late),
  }
}
