import type { Contract } from '../contracts/contract.ts'
import type { WriteMode, WriteOptions } from '../engines/engine.ts'
import type { Action, Add, CommitInfo, Remove } from './action.ts'
import { PROTOCOL, checkRemoval } from './protocol.ts'
import { evolve, metadataOf } from './schema.ts'
import type { Snapshot } from './snapshot.ts'
import { rowsIn } from './stats.ts'
import type { Table } from './table.ts'
import type { Change } from './transaction.ts'

/** New files of a table, and which of its rows they take the place of. */
export interface NewFiles {
  readonly contract: Contract
  readonly mode: WriteMode
  readonly adds: readonly Add[]
}

/** The change that brings new files into a table, which it makes when there is none. */
export function changeOf(
  table: Table,
  files: NewFiles,
  options: Pick<WriteOptions, 'lineage' | 'txn' | 'moves'> & { base: Snapshot | undefined },
): Change {
  return {
    base: options.base,
    txn: options.txn,
    moves: options.moves,
    info: commitInfo(files, options.lineage),
    actions: (current) => {
      const adds = files.adds.map((add) => ({ add }))
      if (!current)
        return [{ protocol: PROTOCOL }, { metaData: metadataOf(files.contract) }, ...adds]
      const metadata = evolve(current.metadata, files.contract, files.mode === 'overwrite')
      const removes = removesOf(current, files)
      if (removes.length > 0) checkRemoval(table.folder, current.metadata)
      return [
        ...(metadata === current.metadata ? [] : [{ metaData: metadata }]),
        ...removes,
        ...adds,
      ]
    },
  }
}

function removesOf(current: Snapshot, { contract, mode, adds }: NewFiles): Action[] {
  if (mode === 'append') return []
  const columns = contract.partitionedBy ?? []
  const partition = ({ partitionValues }: Add) =>
    JSON.stringify(columns.map((column) => partitionValues[column] || null))
  const replaced = new Set(adds.map(partition))
  return [...current.files.values()]
    .filter((add) => mode === 'overwrite' || replaced.has(partition(add)))
    .map((add) => removalOf(add, { dataChange: true }))
}

/** The action that takes a file out of its table. */
export function removalOf(
  { path, partitionValues, size }: Add,
  { dataChange }: Pick<Remove, 'dataChange'>,
): Action {
  return {
    remove: {
      path,
      deletionTimestamp: Date.now(),
      dataChange,
      extendedFileMetadata: true,
      partitionValues,
      size,
    },
  }
}

function commitInfo(
  { contract, mode, adds }: NewFiles,
  lineage: WriteOptions['lineage'],
): CommitInfo {
  const rows = adds.reduce((sum, add) => sum + (rowsIn(add) ?? 0n), 0n)
  return {
    operation: 'WRITE',
    operationParameters: {
      mode: mode === 'append' ? 'Append' : 'Overwrite',
      partitionBy: JSON.stringify(contract.partitionedBy ?? []),
      ...(mode === 'overwrite-partitions' ? { partitionOverwriteMode: 'dynamic' } : {}),
    },
    operationMetrics: {
      numFiles: String(adds.length),
      numOutputRows: String(rows),
      numOutputBytes: String(adds.reduce((sum, { size }) => sum + size, 0)),
    },
    isBlindAppend: mode === 'append',
    engineInfo: 'Lakegate',
    ...(lineage ? { userMetadata: JSON.stringify(lineage) } : {}),
  }
}
