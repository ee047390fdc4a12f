import { bronzeEvents } from '../contracts/bronze/events.ts'
import type { Contract } from '../contracts/contract.ts'
import { LIVE_TABLES } from '../contracts/live/tables.ts'
import { deadLetters } from '../contracts/ops/dead-letters.ts'
import { isNewest } from '../delta/log.ts'
import type { Snapshot } from '../delta/snapshot.ts'
import { type Table, tableIn } from '../delta/table.ts'
import { readIfTable } from '../delta/transaction.ts'
import type { LiveMoment } from './live-reader.ts'
import { NO_STATE, streamState } from './stream-state.ts'

/** What the processor writes: first the truth, which says how far it has come, then what follows from it. */
const TABLES: readonly Contract[] = [bronzeEvents, ...LIVE_TABLES, deadLetters]

export const NO_MOMENT: LiveMoment = { version: '', state: NO_STATE, snapshots: new Map() }

/** The newest versions of the live tables; the moment before where nothing was committed since. */
export async function newestMoment(
  engine: Table['engine'],
  lake: string,
  before: LiveMoment,
): Promise<LiveMoment> {
  const newest = async ({ name }: Contract): Promise<[string, Snapshot | undefined]> => {
    const table = tableIn(engine, lake, name)
    const known = before.snapshots.get(name)
    const isKnown = known !== undefined && (await isNewest(table.folder, known.version))
    return [name, isKnown ? known : await readIfTable(table, known)]
  }
  const snapshots = new Map(await Promise.all(TABLES.map(newest)))
  const version = [...snapshots.values()].map((snapshot) => snapshot?.version ?? '').join(' ')
  if (version === before.version) return before
  const events = snapshots.get(bronzeEvents.name)
  const state = events ? await streamState(lake, events) : NO_STATE
  return { version, state, snapshots }
}
