import { join } from 'node:path'
import type { Contract } from '../../contracts/contract.ts'
import { countRows } from '../../delta/facts.ts'
import { filesWithin } from '../../delta/files-within.ts'
import { lineageOf } from '../../delta/history.ts'
import { metadataOf } from '../../delta/schema.ts'
import { type Snapshot, readSnapshot } from '../../delta/snapshot.ts'
import { tableIn } from '../../delta/table.ts'
import { readIfTable } from '../../delta/transaction.ts'
import type { ColumnRange, Engine } from '../engine.ts'
import { compactTable } from './compact.ts'
import { namesOf } from './names.ts'
import { readMacros } from './macros.ts'
import { type SessionOptions, openSession } from './session.ts'
import { checkFiles, tableSelect } from './table-view.ts'
import { writeTable } from './write.ts'

export interface DuckdbOptions extends Omit<SessionOptions, 'scratch'> {
  /** The lake's folder. */
  readonly lake: string
  /** Folder for what does not fit in memory; default: `.scratch` in the lake. */
  readonly scratch?: string
}

/** Opens a session of the engine that is inside this process, on a lake of Delta tables. */
export async function openDuckdb({ lake, scratch, ...settings }: DuckdbOptions): Promise<Engine> {
  const session = await openSession({ scratch: scratch ?? join(lake, '.scratch'), ...settings })
  const names = namesOf(session)
  const newest = new Map<string, Snapshot>()
  const tableOf = ({ name }: Contract) => tableIn(session, lake, name)

  async function snapshotOf(contract: Contract, version?: number): Promise<Snapshot> {
    const known = newest.get(contract.name)
    const snapshot = await readSnapshot(tableOf(contract), version, known)
    if (snapshot.version >= (known?.version ?? 0)) newest.set(contract.name, snapshot)
    return snapshot
  }

  /** What a long session does each second must not start from the log's last checkpoint each time. */
  async function newestOf(contract: Contract): Promise<Snapshot | undefined> {
    const snapshot = await readIfTable(tableOf(contract), newest.get(contract.name))
    if (snapshot) newest.set(contract.name, snapshot)
    return snapshot
  }

  async function openRange(contract: Contract, range: ColumnRange): Promise<void> {
    const snapshot = await newestOf(contract)
    const { metadata, files } = snapshot ?? { metadata: metadataOf(contract), files: new Map() }
    const select = await tableSelect(tableOf(contract), {
      metadata,
      files: filesWithin(files, range),
    })
    await names.view(contract.name, select)
  }

  async function open(contract: Contract, version?: number): Promise<void> {
    const table = tableOf(contract)
    const snapshot = await snapshotOf(contract, version)
    await checkFiles(table, snapshot)
    await names.view(contract.name, await tableSelect(table, snapshot))
  }

  return {
    dialect: 'duckdb',
    functions: await readMacros(),
    rows: session.rows,
    open,
    view: names.view,
    stage: names.stage,
    drop: names.drop,
    async state(contract, version) {
      const table = tableOf(contract)
      if (!(await newestOf(contract))) return undefined
      const snapshot = await snapshotOf(contract, version)
      return {
        version: snapshot.version,
        rows: await countRows(table, snapshot),
        lineage: await lineageOf(table.folder, snapshot.version),
        transactions: snapshot.transactions,
      }
    },
    openRange,
    async write(contract, select, options) {
      const seen = await newestOf(contract)
      const write = { contract, select, options, seen }
      const written = await writeTable(session, tableOf(contract), write)
      if (!contract.isStreamed) await open(contract, written.version)
      return written
    },
    async compact(contract, options) {
      const base = await newestOf(contract)
      if (base === undefined) return 0
      return await compactTable(session, tableOf(contract), { contract, base, options })
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  }
}
