import type { Contract } from './contracts/contract.ts'
import { alerts } from './contracts/ops/alerts.ts'
import { qualityResults } from './contracts/ops/quality-results.ts'
import { runSteps } from './contracts/ops/run-steps.ts'
import { runs } from './contracts/ops/runs.ts'
import { isNewest } from './delta/log.ts'
import { metadataOf } from './delta/schema.ts'
import type { Snapshot } from './delta/snapshot.ts'
import { tableIn } from './delta/table.ts'
import { readIfTable } from './delta/transaction.ts'
import { tableSelect } from './engines/duckdb/table-view.ts'
import type { Engine } from './engines/engine.ts'
import { QUARANTINES, QUARANTINED_SELECT, quarantined } from './quarantined.ts'

/**
 * Each run appends a small file to them, and a thousand files take a second to read: they are read once a version.
 */
const STAGED: readonly Contract[] = [runs, runSteps, qualityResults, alerts]

/** Makes the operations' tables readable at their newest versions in a session, and keeps them so at each call. */
export function showOps(lake: string): (session: Engine) => Promise<void> {
  const known = new Map<string, Snapshot | undefined>()
  let showing: Promise<void> | undefined
  let isNamed = false

  async function show(
    session: Engine,
    { contract, way }: { readonly contract: Contract; readonly way: 'stage' | 'view' },
  ): Promise<void> {
    const { name } = contract
    const table = tableIn(session, lake, name)
    const before = known.get(name)
    if (before && (await isNewest(table.folder, before.version))) return
    const snapshot = await readIfTable(table, before)
    if (known.has(name) && snapshot?.version === before?.version) return
    const nothing = { metadata: metadataOf(contract), files: new Map() }
    await session[way](name, await tableSelect(table, snapshot ?? nothing))
    known.set(name, snapshot)
  }

  async function showAll(session: Engine): Promise<void> {
    await Promise.all([
      ...STAGED.map((contract) => show(session, { contract, way: 'stage' })),
      ...QUARANTINES.map((contract) => show(session, { contract, way: 'view' })),
    ])
    // It reads the others by name: once is enough, when all are there.
    if (!isNamed) await session.view(quarantined.name, QUARANTINED_SELECT)
    isNamed = true
  }

  return (session) =>
    (showing ??= showAll(session).finally(() => {
      showing = undefined
    }))
}
