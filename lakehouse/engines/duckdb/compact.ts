import type { Contract } from '../../contracts/contract.ts'
import type { Action, Add } from '../../delta/action.ts'
import { removalOf } from '../../delta/change.ts'
import { checkRemoval, checkWriter } from '../../delta/protocol.ts'
import type { Snapshot } from '../../delta/snapshot.ts'
import type { Table } from '../../delta/table.ts'
import { commitChange } from '../../delta/transaction.ts'
import { LakehouseError } from '../../errors.ts'
import type { WriteOptions } from '../engine.ts'
import { discardFiles, writeFiles } from './data-files.ts'
import { queryFailure } from './failure.ts'
import type { Session } from './session.ts'
import { tableSelect } from './table-view.ts'

interface Compaction {
  readonly contract: Contract
  readonly base: Snapshot
  readonly options: Pick<WriteOptions, 'lineage' | 'moves' | 'signal'>
}

/** Files of one size, of a partition: so many are put together, so a row is written again once for each size. */
const FILES_MIN = 8
const SIZES_BELOW = [1_000_000, 8_000_000, 64_000_000]

/**
 * Puts small files of a table together in one commit that changes no row, and gives how many were replaced.
 *
 * Errors: as `Engine.write`.
 */
export async function compactTable(
  session: Session,
  table: Table,
  { contract, base, options }: Compaction,
): Promise<number> {
  const groups = groupsOf(base)
  if (groups.length === 0) return 0
  checkWriter(table.folder, base.protocol, base.metadata)
  checkRemoval(table.folder, base.metadata)
  const writeId = `part-${crypto.randomUUID()}`
  const adds: Add[] = []
  const replaced = new Map(groups.flat())
  try {
    for (const group of groups) {
      const files = new Map(group)
      const select = await tableSelect(table, { metadata: base.metadata, files })
      const rows = { contract, select, folder: table.folder, writeId }
      adds.push(...(await writeFiles(session, rows, options)))
    }
    await commitChange(table, {
      base,
      moves: options.moves,
      info: {
        operation: 'OPTIMIZE',
        operationMetrics: {
          numRemovedFiles: String(replaced.size),
          numAddedFiles: String(adds.length),
        },
        isBlindAppend: false,
        engineInfo: 'Lakegate',
        ...(options.lineage ? { userMetadata: JSON.stringify(options.lineage) } : {}),
      },
      actions: (current) => exchange(table, { replaced, adds, current }),
    })
  } catch (error) {
    if (error instanceof LakehouseError) await discardFiles({ folder: table.folder, writeId })
    if (error instanceof LakehouseError && error.code === 'COMMIT_CONFLICT') return 0
    throw queryFailure(error)
  }
  return replaced.size
}

interface Exchange {
  readonly replaced: ReadonlyMap<string, Add>
  readonly adds: readonly Add[]
  readonly current: Snapshot | undefined
}

/** A row that another writer has removed meanwhile must not come back. */
function exchange({ folder }: Table, { replaced, adds, current }: Exchange): Action[] {
  const isThere = (path: string) => current?.files.has(path) === true
  if (![...replaced.keys()].every(isThere))
    throw new LakehouseError('COMMIT_CONFLICT', `${folder}: another writer removed a file`)
  return [
    ...[...replaced.values()].map((add) => removalOf(add, { dataChange: false })),
    ...adds.map((add) => ({ add: { ...add, dataChange: false } })),
  ]
}

function groupsOf({ files, metadata }: Snapshot): [string, Add][][] {
  const groups = Map.groupBy(files, ([, { size, partitionValues }]) => {
    const partition = metadata.partitionColumns.map((column) => partitionValues[column] ?? null)
    return JSON.stringify([SIZES_BELOW.findIndex((limit) => size < limit), ...partition])
  })
  return [...groups]
    .filter(([name, group]) => !name.startsWith('[-1') && group.length >= FILES_MIN)
    .map(([, group]) => group)
}
