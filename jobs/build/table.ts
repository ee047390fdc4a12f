import type { Contract } from '../../lakehouse/contracts/contract.ts'
import type { Written } from '../../lakehouse/engines/engine.ts'
import { LakehouseError } from '../../lakehouse/errors.ts'
import { JobError } from '../errors.ts'
import { fingerprint } from './fingerprint.ts'
import { type Relation, storedRelation, tablesOf } from './relation.ts'
import type { Session } from './session.ts'

/** How a table comes to be. */
export interface TableStep {
  readonly contract: Contract
  /** Everything but its inputs that its rows depend on. */
  readonly definition: readonly unknown[]
  readonly reads: readonly string[]
  /** The select that gives its rows, as a person wrote it. */
  readonly sql?: string | undefined
  /** Writes it; what it read is open. `lineage` goes into the commit, and is compared by the next run. */
  readonly write: (lineage: Lineage) => Promise<Written & { readonly quarantined?: bigint }>
}

/** To be raised when SQL that is written in TypeScript (mapping, judging, seeding) gives other rows. */
const GENERATED_SQL = 2

/** `upstream`: the names of the stored tables that it was made from, separated by blanks. */
type Lineage = Readonly<Record<'fingerprint' | 'runId' | 'inputs' | 'upstream', string>> & {
  readonly sql?: string
}

/** The table as it shall be: the version that is there when nothing that it depends on has changed, else a new one. */
export async function tableRelation(session: Session, step: TableStep): Promise<Relation> {
  const { contract } = step
  const state = await session.engine.state(contract)
  if (!session.mayWrite(contract.name)) {
    if (state !== undefined) return storedRelation(session, contract, state.version)
    throw new JobError(
      'MODEL_NOT_FOUND',
      `--select leaves out ${contract.name}, which is read and was never built: build it first`,
    )
  }
  const inputs = await Promise.all(step.reads.map(session.relation))
  const identities = inputs.map(({ identity }) => identity)
  const definition = [GENERATED_SQL, session.engine.functions, step.definition, contract]
  const wanted = fingerprint(definition, identities)
  if (!session.isFull && state?.lineage['fingerprint'] === wanted) {
    session.report({ kind: 'unchanged', table: contract.name, rows: state.rows })
    return storedRelation(session, contract, state.version)
  }
  await Promise.all(inputs.map(({ open }) => open()))
  return session.limit(() =>
    writeTable(session, step, {
      fingerprint: wanted,
      runId: session.runId,
      inputs: identities.join(' '),
      upstream: tablesOf(inputs).join(' '),
      ...(step.sql === undefined ? {} : { sql: step.sql }),
    }),
  )
}

async function writeTable(
  { signal, report }: Session,
  step: TableStep,
  lineage: Lineage,
): Promise<Relation> {
  signal.throwIfAborted()
  const started = performance.now()
  const {
    version,
    rows,
    quarantined = 0n,
  } = await step.write(lineage).catch((cause: unknown) => {
    throw named(step.contract.name, cause)
  })
  const table = step.contract.name
  report({
    kind: 'written',
    step: { table, version, rows, quarantined, seconds: (performance.now() - started) / 1000 },
  })
  return { identity: `${table}@${version}`, tables: [table], open: async () => {} }
}

/** The engine does not know which table a statement is for. */
function named(table: string, error: unknown): unknown {
  if (!(error instanceof LakehouseError) || error.message.startsWith(table)) return error
  const advice = error.code === 'OUT_OF_MEMORY' ? '; give it more with LAKEGATE_DUCKDB_MEMORY' : ''
  return new LakehouseError(error.code, `${table}: ${error.message}${advice}`, { cause: error })
}
