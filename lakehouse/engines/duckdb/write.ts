import type { Contract } from '../../contracts/contract.ts'
import type { Add } from '../../delta/action.ts'
import { changeOf } from '../../delta/change.ts'
import { checkWriter } from '../../delta/protocol.ts'
import { evolve } from '../../delta/schema.ts'
import type { Snapshot } from '../../delta/snapshot.ts'
import { rowsIn } from '../../delta/stats.ts'
import type { Table } from '../../delta/table.ts'
import { type Committed, commitChange, isDone, readIfTable } from '../../delta/transaction.ts'
import { LakehouseError } from '../../errors.ts'
import type { WriteOptions, Written } from '../engine.ts'
import { type Rows, discardFiles, writeFiles } from './data-files.ts'
import { queryFailure } from './failure.ts'
import type { Session } from './session.ts'

/** A select to be written as a table's next version. */
export interface Write {
  readonly contract: Contract
  readonly select: string
  readonly options: WriteOptions
  /** The table as it was last seen; undefined: never. */
  readonly seen: Snapshot | undefined
}

/**
 * Writes a select as a table's next version, all or nothing: its files are removed when they do not become one.
 *
 * Errors: as `Engine.write`.
 */
export async function writeTable(session: Session, table: Table, write: Write): Promise<Written> {
  const { contract, select, options } = write
  const base = await readIfTable(table, write.seen)
  if (base && isDone(base, options.txn)) return nothingWritten(base)
  if (base) {
    checkWriter(table.folder, base.protocol, base.metadata)
    evolve(base.metadata, contract, options.mode === 'overwrite')
  }
  const rows = { contract, select, folder: table.folder, writeId: `part-${crypto.randomUUID()}` }
  try {
    const adds = await writeFiles(session, rows, options)
    return await commitFiles(table, { rows, adds, base, options })
  } catch (error) {
    if (isUncommitted(error)) await discardFiles(rows)
    throw queryFailure(error)
  }
}

interface Files {
  readonly rows: Rows
  readonly adds: readonly Add[]
  readonly base: Snapshot | undefined
  readonly options: WriteOptions
}

async function commitFiles(table: Table, { rows, adds, base, options }: Files): Promise<Written> {
  const files = { contract: rows.contract, mode: options.mode, adds }
  const committed = await commitChange(table, changeOf(table, files, { ...options, base }))
  if (committed.isRepeated) {
    await discardFiles(rows)
    return nothingWritten(committed)
  }
  return {
    version: committed.version,
    rows: adds.reduce((sum, add) => sum + (rowsIn(add) ?? 0n), 0n),
    bytes: adds.reduce((sum, { size }) => sum + BigInt(size), 0n),
    files: adds.length,
  }
}

/** The file system may fail after the commit is there: only errors of our own come before it for sure. */
const isUncommitted = (error: unknown) => error instanceof LakehouseError

const nothingWritten = ({ version }: Pick<Committed, 'version'>): Written => ({
  version,
  rows: 0n,
  bytes: 0n,
  files: 0,
})
