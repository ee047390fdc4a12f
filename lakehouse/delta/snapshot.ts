import { LakehouseError } from '../errors.ts'
import type { Action, Add, Metadata, Protocol, Remove } from './action.ts'
import { readCheckpoint } from './checkpoint.ts'
import {
  type CheckpointFiles,
  type LogListing,
  listLog,
  readCommit,
  versionNotFound,
} from './log.ts'
import { decodePath } from './path.ts'
import { checkReader } from './protocol.ts'
import { remembered } from './retention.ts'
import type { Table } from './table.ts'

/** A table as one version has it. Files go by their path below the table, decoded: writers encode it differently. */
export interface Snapshot {
  readonly version: number
  readonly protocol: Protocol
  readonly metadata: Metadata
  readonly files: ReadonlyMap<string, Add>
  /** Files that were removed and may still be needed by readers of earlier versions. */
  readonly tombstones: ReadonlyMap<string, Remove>
  /** The newest version that each application has written. */
  readonly transactions: ReadonlyMap<string, number>
}

interface State {
  protocol: Protocol | undefined
  metadata: Metadata | undefined
  files: Map<string, Add>
  tombstones: Map<string, Remove>
  transactions: Map<string, number>
}

/**
 * A table's newest version, or the given one; from `earlier`, if that is older, by reading only what came since.
 *
 * Errors: `LakehouseError` `TABLE_NOT_FOUND`, `VERSION_NOT_FOUND`, `PROTOCOL_UNSUPPORTED`; `LOG_CORRUPT` when a commit
 * is torn, or missing between the version and the checkpoint that it builds on.
 */
export async function readSnapshot(
  table: Table,
  version?: number,
  earlier?: Snapshot,
): Promise<Snapshot> {
  const log = await listLog(table.folder)
  const newest = Math.max(log.commits.at(-1) ?? 0, log.checkpoints.at(-1)?.version ?? 0)
  const target = version ?? newest
  if (!Number.isInteger(target) || target < 0 || target > newest) {
    throw versionNotFound(table.folder, target)
  }
  const checkpoint = log.checkpoints.findLast((found) => found.version <= target)
  const usable = earlier && earlier.version <= target ? earlier : undefined
  if (usable && usable.version >= (checkpoint?.version ?? 0)) {
    return replay(table, { state: copy(usable), from: usable.version, to: target, log })
  }
  const state = await startingState(table, checkpoint)
  return replay(table, { state, from: checkpoint?.version ?? -1, to: target, log })
}

async function startingState(table: Table, checkpoint?: CheckpointFiles): Promise<State> {
  const state: State = {
    protocol: undefined,
    metadata: undefined,
    files: new Map(),
    tombstones: new Map(),
    transactions: new Map(),
  }
  if (checkpoint) for (const action of await readCheckpoint(table, checkpoint)) apply(state, action)
  return state
}

interface Replay {
  readonly state: State
  /** The version that the state has; -1: none. */
  readonly from: number
  readonly to: number
  readonly log: LogListing
}

async function replay({ folder }: Table, { state, from, to, log }: Replay): Promise<Snapshot> {
  for (let version = from + 1; version <= to; version++) {
    // Not by the listing: a folder that grows while it is listed may show a commit and not the one before it.
    const actions = await readCommit(folder, version).catch((error: unknown) => {
      throw isVersionMissing(error) ? missingCommit(folder, version, log) : error
    })
    for (const action of actions) apply(state, action)
    // Asked at each version: what a newer protocol means is not known to what follows.
    checkReader(folder, state.protocol)
  }
  const { protocol, metadata, ...files } = state
  checkReader(folder, protocol)
  if (!protocol || !metadata) {
    throw new LakehouseError('LOG_CORRUPT', `${folder}: no protocol or schema up to version ${to}`)
  }
  return { version: to, protocol, metadata, ...files }
}

function missingCommit(folder: string, version: number, { commits }: LogListing): LakehouseError {
  const isCleanedUp = (commits[0] ?? Infinity) > version
  return isCleanedUp
    ? new LakehouseError(
        'LOG_CORRUPT',
        `${folder}: commits before ${commits[0]} are gone, and no complete checkpoint holds what they said`,
      )
    : new LakehouseError('LOG_CORRUPT', `${folder}: commit ${version} is missing`)
}

const isVersionMissing = (error: unknown) =>
  error instanceof LakehouseError && error.code === 'VERSION_NOT_FOUND'

function apply(state: State, { protocol, metaData, add, remove, txn }: Action): void {
  if (protocol) state.protocol = protocol
  if (metaData) state.metadata = metaData
  if (txn) state.transactions.set(txn.appId, txn.version)
  if (add) {
    const path = decodePath(add.path)
    state.files.set(path, add)
    state.tombstones.delete(path)
  }
  if (remove) {
    const path = decodePath(remove.path)
    state.files.delete(path)
    state.tombstones.set(path, remove)
  }
}

function copy({ protocol, metadata, files, tombstones, transactions }: Snapshot): State {
  return {
    protocol,
    metadata,
    files: new Map(files),
    tombstones: remembered(tombstones, metadata),
    transactions: new Map(transactions),
  }
}
