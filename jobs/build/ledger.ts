import { publications } from '../../lakehouse/contracts/ops/publications.ts'
import { qualityResults } from '../../lakehouse/contracts/ops/quality-results.ts'
import { runSteps } from '../../lakehouse/contracts/ops/run-steps.ts'
import { runs } from '../../lakehouse/contracts/ops/runs.ts'
import type { Contract } from '../../lakehouse/contracts/contract.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { quoteText } from '../../lakehouse/sql.ts'
import type { CheckResult } from './check.ts'
import type { Step } from './session.ts'

/** What is kept of a run that has ended. */
export interface RunRecord {
  readonly runId: string
  readonly startedAt: Date
  readonly error?: string
  readonly publicationId?: string
  readonly steps: readonly Step[]
}

/** Each run appends a file to them: small ones are put together, since who writes or reads looks at all of them. */
const LEDGER: readonly Contract[] = [qualityResults, publications, runSteps, runs]

/** What a check found in one version of a table. */
export type VersionedResult = CheckResult & { readonly version: number }

/** Writes a run and its steps into the ops tables; a run that changed nothing leaves no trace. */
export async function recordRun(engine: Engine, run: RunRecord): Promise<void> {
  const runId = quoteText(run.runId)
  const steps = run.steps.map(({ table, version, rows, seconds }) => [
    runId,
    quoteText(table),
    version,
    rows,
    seconds,
  ])
  await append(engine, runSteps, steps)
  await append(engine, runs, [
    [
      runId,
      quoteText('build'),
      quoteText(run.error === undefined ? 'SUCCEEDED' : 'FAILED'),
      orNull(run.error),
      orNull(run.publicationId),
      instant(run.startedAt),
      instant(new Date()),
    ],
  ])
  for (const contract of LEDGER) await engine.compact(contract, {})
}

/** Writes what a run's checks found, before anything is published on the strength of it. */
export async function recordResults(
  engine: Engine,
  runId: string,
  results: readonly VersionedResult[],
): Promise<void> {
  const now = instant(new Date())
  const rows = results.map((result) => [
    quoteText(runId),
    quoteText(result.table),
    result.version,
    quoteText(result.rule),
    quoteText(result.severity),
    result.checked,
    result.failed,
    result.failed === 0n,
    now,
  ])
  await append(engine, qualityResults, rows)
}

type Literal = string | number | bigint | boolean

/** Rows of literals, in the order of the contract's columns. */
async function append(
  engine: Engine,
  contract: Contract,
  rows: readonly (readonly Literal[])[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(contract.columns)
  const selects = rows.map(
    (row) => `select ${row.map((literal, i) => `${literal} as ${columns[i]}`).join(', ')}`,
  )
  await engine.write(contract, selects.join(' union all '), { mode: 'append' })
}

function instant(at: Date): string {
  return `try_to_timestamp(${quoteText(at.toISOString())})`
}

function orNull(value: string | undefined): string {
  return value === undefined ? 'null' : quoteText(value)
}
