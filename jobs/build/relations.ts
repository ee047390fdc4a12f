import { CANONICAL_TABLES } from '../../lakehouse/contracts/bronze/tables.ts'
import { SEED_TABLES } from '../../lakehouse/contracts/tables.ts'
import { JobError } from '../errors.ts'
import { events } from '../../lakehouse/contracts/silver/events.ts'
import type { Ingested } from '../sources/ingested.ts'
import type { Source } from '../sources/source.ts'
import { type RunEvents, eventsView } from './events.ts'
import { eventsStep } from './events-step.ts'
import type { Model } from './model.ts'
import type { Parameters } from './parameters.ts'
import { type Relation, storedRelation, viewRelation } from './relation.ts'
import { asOfView, calendarView, parametersView } from './run-views.ts'
import type { Session } from './session.ts'
import { type Staged, stagedOf } from './staged.ts'
import { canonicalStep, isJudging, modelStep, seedStep, silverStep } from './steps.ts'
import { type TableStep, tableRelation } from './table.ts'

export interface Plan {
  readonly models: readonly Model[]
  readonly source: Source
  /** Undefined: this run reads no files. */
  readonly ingested: Ingested | undefined
  /** Undefined: nothing was ever streamed. */
  readonly events?: RunEvents | undefined
  readonly parameters: Parameters
  readonly asOf?: string | undefined
}

/**
 * Finds a relation by name, and makes it at its first use: models pull what they read, so independent ones run side by side.
 *
 * Errors: `JobError` `MODEL_NOT_FOUND` for a name that nothing gives.
 */
export function relationsOf(session: () => Session, plan: Plan): Session['relation'] {
  const makers = makersOf(session, plan)
  const made = new Map<string, Promise<Relation>>()
  return async (name) => {
    const known = made.get(name)
    if (known) return known
    const make = makers.get(name)
    if (!make)
      throw new JobError(
        'MODEL_NOT_FOUND',
        `a model reads ${name}, which is neither a table, a model nor a view of the run`,
      )
    const relation = make()
    made.set(name, relation)
    return relation
  }
}

const NOTHING_INGESTED: Ingested = { tables: [], unreadable: 0n, isChanged: false }

type Maker = () => Promise<Relation>

function makersOf(session: () => Session, plan: Plan): Map<string, Maker> {
  const { models, source, parameters, asOf } = plan
  const ingested = plan.ingested ?? NOTHING_INGESTED
  const staged = stagedOf(models, (name) => session().engine.drop(name))
  const makers = new Map<string, Maker>([
    ['run_events', () => eventsView(session(), plan.events)],
    ['run_parameters', async () => parametersView(session(), parameters)],
    ['run_as_of', () => asOfView(session(), asOf)],
    ['run_calendar', () => calendarView(session())],
  ])
  for (const { contract, version } of ingested.tables)
    makers.set(contract.name, async () => storedRelation(session(), contract, version))
  for (const contract of CANONICAL_TABLES) {
    makers.set(contract.name, () =>
      tableRelation(session(), canonicalStep(session(), contract, { source, ingested })),
    )
  }
  for (const contract of SEED_TABLES) {
    makers.set(contract.name, () =>
      tableRelation(session(), seedStep(session(), contract, source.statusWords)),
    )
  }
  for (const model of models) makers.set(model.name, modelMaker(session, model, staged))
  return makers
}

function modelMaker(session: () => Session, model: Model, staged: Staged): Maker {
  if (model.name.startsWith('staging.')) {
    return () => viewRelation(session(), model, staged.isStaged(model.name))
  }
  const stepOf = stepOfModel(model)
  return async () => {
    const relation = await tableRelation(session(), stepOf(session(), model))
    await staged.release(model.name)
    return relation
  }
}

function stepOfModel(model: Model): (session: Session, model: Model) => TableStep {
  if (model.name === events.name) return eventsStep
  return isJudging(model) ? silverStep : modelStep
}

/** Errors: `JobError` `MODEL_CYCLE` naming the models that read each other. */
export function refuseCycles(models: readonly Model[]): void {
  const byName = new Map(models.map((model) => [model.name, model]))
  const clear = new Set<string>()
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name))
      throw new JobError(
        'MODEL_CYCLE',
        `models read each other: ${[...path.slice(path.indexOf(name)), name].join(' → ')}`,
      )
    if (clear.has(name)) return
    byName.get(name)?.reads.forEach((read) => visit(read, [...path, name]))
    clear.add(name)
  }
  models.forEach(({ name }) => visit(name, []))
}
