import { join } from 'node:path'
import type { Contract } from '../../contracts/contract.ts'
import { countRows } from '../../delta/facts.ts'
import { lineageOf } from '../../delta/history.ts'
import { type Snapshot, readSnapshot } from '../../delta/snapshot.ts'
import { tableIn } from '../../delta/table.ts'
import { readIfTable } from '../../delta/transaction.ts'
import type { Engine } from '../engine.ts'
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
      if (!(await readIfTable(table, newest.get(contract.name)))) return undefined
      const snapshot = await snapshotOf(contract, version)
      const lineage = await lineageOf(table.folder, snapshot.version)
      return { version: snapshot.version, rows: await countRows(table, snapshot), lineage }
    },
    async write(contract, select, options) {
      const written = await writeTable(session, tableOf(contract), { contract, select, options })
      await open(contract, written.version)
      return written
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  }
}
