import { setTimeout as delay } from 'node:timers/promises'
import { LakehouseError } from '../errors.ts'
import type { Move } from '../engines/engine.ts'
import type { Action, CommitInfo, Txn } from './action.ts'
import { CHECKPOINT_EACH, writeCheckpoint } from './checkpoint.ts'
import { putCommit } from './commit.ts'
import { checkWriter } from './protocol.ts'
import { type Snapshot, readSnapshot } from './snapshot.ts'
import type { Table } from './table.ts'

/** What a commit shall do, decided anew on each version that another writer puts before it. */
export interface Change {
  readonly info: CommitInfo
  /** Makes a repeated commit of the same `version` by the same `appId` a no-op. */
  readonly txn?: Pick<Txn, 'appId' | 'version'> | undefined
  /** Counts that move in the commit, each from where the writer started. */
  readonly moves?: readonly Move[] | undefined
  /** What the change was prepared on; undefined: no table yet. */
  readonly base: Snapshot | undefined
  readonly actions: (current: Snapshot | undefined) => readonly Action[]
}

export interface Committed {
  readonly version: number
  /** Its `txn` was there already: nothing was written. */
  readonly isRepeated: boolean
}

const ATTEMPTS_MAX = 100
const DELAY_MAX_MS = 64

/**
 * Commits a change as the table's next version, on top of whatever others commit meanwhile.
 *
 * Errors: `LakehouseError` `COMMIT_CONFLICT` when another writer changed schema or protocol, or won a hundred times;
 * `FENCED` when it has moved a count that the change moves; `PROTOCOL_UNSUPPORTED`, and what `readSnapshot` throws.
 */
export async function commitChange(table: Table, change: Change): Promise<Committed> {
  let current = change.base
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    current = await readIfTable(table, current)
    refuseOtherSchema(table, change.base, current)
    if (current && isDone(current, change.txn))
      return { version: current.version, isRepeated: true }
    checkMoves(table, change.moves, current)
    const version = (current?.version ?? -1) + 1
    try {
      await putCommit(table.folder, version, actionsOf(change, current))
    } catch (error) {
      if (!isConflict(error)) throw error
      await delay(Math.random() * Math.min(DELAY_MAX_MS, 2 ** attempt))
      continue
    }
    await checkpointWhenDue(table, version, current)
    return { version, isRepeated: false }
  }
  throw new LakehouseError(
    'COMMIT_CONFLICT',
    `${table.folder}: lost ${ATTEMPTS_MAX} races for a version`,
  )
}

/** A table's newest version; undefined when there is no table. */
export async function readIfTable(table: Table, earlier?: Snapshot): Promise<Snapshot | undefined> {
  try {
    return await readSnapshot(table, undefined, earlier)
  } catch (error) {
    if (error instanceof LakehouseError && error.code === 'TABLE_NOT_FOUND') return undefined
    throw error
  }
}

export function isDone({ transactions }: Snapshot, txn: Change['txn']): boolean {
  return txn !== undefined && (transactions.get(txn.appId) ?? -1) >= txn.version
}

/** A writer that was taken for dead, and goes on, must not commit what another has committed in its place. */
function checkMoves({ folder }: Table, moves: Change['moves'], current?: Snapshot): void {
  for (const { appId, from } of moves ?? []) {
    const now = current?.transactions.get(appId)
    if (now === from) continue
    throw new LakehouseError(
      'FENCED',
      `${folder}: another writer moved ${appId} from ${from ?? 'nothing'} to ${now ?? 'nothing'}`,
    )
  }
}

function actionsOf({ info, txn, moves, actions }: Change, current: Snapshot | undefined): Action[] {
  const commitInfo = {
    timestamp: Date.now(),
    ...info,
    ...(current ? { readVersion: current.version } : {}),
    txnId: crypto.randomUUID(),
  }
  return [
    { commitInfo },
    ...[...(txn ? [txn] : []), ...(moves ?? [])].map(({ appId, version }) => ({
      txn: { appId, version, lastUpdated: Date.now() },
    })),
    ...actions(current),
  ]
}

function refuseOtherSchema({ folder }: Table, base?: Snapshot, current?: Snapshot): void {
  if (current) checkWriter(folder, current.protocol, current.metadata)
  if (!base) return
  if (!current) throw new LakehouseError('COMMIT_CONFLICT', `${folder} was removed meanwhile`)
  if (schemaOf(base) !== schemaOf(current)) {
    throw new LakehouseError('COMMIT_CONFLICT', `${folder}: another writer changed its schema`)
  }
}

/** The commit stands by now: a checkpoint that fails only makes readers read more, and the next is tried at the next ten. */
async function checkpointWhenDue(table: Table, version: number, earlier?: Snapshot): Promise<void> {
  if (version === 0 || version % CHECKPOINT_EACH !== 0) return
  try {
    await writeCheckpoint(table, await readSnapshot(table, version, earlier))
  } catch (error) {
    process.emitWarning(`${table.folder}: no checkpoint at version ${version}`, {
      detail: String(error),
    })
  }
}

/** What rows were prepared for; a checkpoint has it in another form than a commit, with NULLs and in another order. */
function schemaOf({ protocol, metadata }: Snapshot): string {
  const { id, schemaString, partitionColumns, configuration } = metadata
  return JSON.stringify([
    [protocol.minReaderVersion, protocol.minWriterVersion],
    [id, schemaString, partitionColumns],
    Array.from(Object.entries(configuration ?? {}), (entry) => entry.join('=')).sort(),
  ])
}

const isConflict = (error: unknown) =>
  error instanceof LakehouseError && error.code === 'COMMIT_CONFLICT'
