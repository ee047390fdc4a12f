import pLimit from 'p-limit'
import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { SILVER_TABLES } from '../../lakehouse/contracts/tables.ts'
import type { Engine } from '../../lakehouse/engines/engine.ts'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { type CheckResult, checkTable } from '../build/check.ts'
import { timedIdentifier } from '../build/identifier.ts'
import { loadModels } from '../build/model.ts'
import type { Parameters } from '../build/parameters.ts'
import { relationsOf } from '../build/relations.ts'
import type { Session, Step } from '../build/session.ts'
import { JobError } from '../errors.ts'
import { ingest } from '../sources/ingest.ts'
import type { Ingested } from '../sources/ingested.ts'
import type { Source } from '../sources/source.ts'
import { type SetAside, setAside, unreadableRecords } from './set-aside.ts'
import { unreadColumns } from './unread-columns.ts'

/** What a shop's raw files and its source's SQL come to, without building the shop. */
export interface Trial {
  readonly raw: readonly RawTrial[]
  readonly tables: readonly TableTrial[]
  /** What silver refuses, by table and rule. */
  readonly quarantined: readonly SetAside[]
  /** Records that no row could be made of, by raw table. */
  readonly unreadable: readonly SetAside[]
  /** Checks of silver that do not hold. */
  readonly broken: readonly CheckResult[]
  /** Each is a reason why the shop cannot be built or served; none: it can. */
  readonly problems: readonly string[]
}

interface RawTrial {
  readonly table: string
  readonly files: number
  readonly rows: bigint
  /** Columns that no SQL of the source reads. */
  readonly unread: readonly string[]
}

interface TableTrial {
  readonly table: string
  /** Undefined: its SQL does not run. */
  readonly rows: bigint | undefined
  /** Whether the source has SQL for it. */
  readonly isGiven: boolean
}

export interface TrialOptions {
  readonly source: Source
  /** The folder of the shop's raw files. */
  readonly from: string
  readonly parameters: Parameters
  readonly signal: AbortSignal
}

/**
 * Ingests, maps and judges a shop as a build does, and tells what comes of it; the lake is one that is thrown away.
 *
 * What is wrong with the files or the SQL is a problem in the answer, not an error.
 */
export async function tryShop(engine: Engine, options: TrialOptions): Promise<Trial> {
  const startedAt = new Date()
  const run = { runId: timedIdentifier(startedAt), ingestedAt: startedAt.toISOString() }
  const reading = { ...options, ...run }
  const read = await attempt(() => ingest(engine, options.source, reading))
  if ('problem' in read) return { ...NOTHING, problems: [read.problem] }
  const ingested = read.result
  const steps: Step[] = []
  const models = await loadModels()
  const session: Session = {
    ...run,
    engine,
    isFull: false,
    mayWrite: () => true,
    limit: pLimit(1),
    signal: options.signal,
    report: (event) => {
      if (event.kind === 'written') steps.push(event.step)
    },
    relation: relationsOf(() => session, { ...options, models, ingested }),
  }
  const mapped = await problemsOf(session, CANONICAL_TABLES)
  const judged =
    mapped.length > 0 ? mapped : await problemsOf(session, [ASKED_MOMENT, ...SILVER_TABLES])
  const broken = judged.length > 0 ? [] : await brokenChecks(session)
  return {
    raw: rawTrials(options.source, ingested),
    tables: tableTrials(options.source, steps),
    quarantined: judged.length > 0 ? [] : await setAside(engine),
    unreadable: await unreadableRecords(engine),
    broken,
    problems: [...judged, ...broken.filter(isFatal).map(brokenProblem)],
  }
}

const NOTHING = { raw: [], tables: [], quarantined: [], unreadable: [], broken: [] }
/** Fails for a shop without rows. */
const ASKED_MOMENT = { name: 'run_as_of' }

async function attempt<T>(work: () => Promise<T>): Promise<{ result: T } | { problem: string }> {
  try {
    return { result: await work() }
  } catch (error) {
    if (error instanceof JobError || error instanceof LakehouseError)
      return { problem: error.message }
    throw error
  }
}

/** What keeps relations from being made, each problem once: one table's may be that of all that read it. */
async function problemsOf(
  session: Session,
  relations: readonly { readonly name: string }[],
): Promise<string[]> {
  const problems = new Set<string>()
  for (const { name } of relations) {
    const made = await attempt(async () => (await session.relation(name)).open())
    if ('problem' in made) problems.add(made.problem)
  }
  return [...problems]
}

async function brokenChecks({ engine, signal }: Session): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const contract of SILVER_TABLES)
    results.push(...(await checkTable(engine, contract, { signal })))
  return results.filter(({ failed }) => failed > 0n)
}

const isFatal = ({ severity }: CheckResult) => severity === 'fail'

function brokenProblem({ table, rule, failed }: CheckResult): string {
  return `${table}: ${failed} rows break ${rule}, and a publication with them is not served`
}

function rawTrials(source: Source, { tables }: Ingested): RawTrial[] {
  const byName = tables.toSorted((a, b) => (a.contract.name < b.contract.name ? -1 : 1))
  return byName.map(({ contract, files, rows }) => ({
    table: contract.name,
    files: files.length,
    rows,
    unread: unreadColumns(source, contract),
  }))
}

function tableTrials({ mappings }: Source, steps: readonly Step[]): TableTrial[] {
  return CANONICAL_TABLES.map(({ name, table }) => ({
    table,
    rows: steps.find((step) => step.table === name)?.rows,
    isGiven: mappings.some((mapping) => mapping.table.name === name),
  }))
}
